import type {
  APIModalInteractionResponseCallbackComponent,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import type { Form } from '../../../core/messaging/card.ts'
import { type FormPlace, writeFormId } from './form-id.ts'
import { fieldParts } from './parts/field-parts.ts'
import { plain } from './parts/options.ts'
import { textDisplay } from './piece.ts'
import { markdownLines } from './text/markdown.ts'

const { modal } = limits.discord

type Part = APIModalInteractionResponseCallbackComponent

/** As many fields a page as a dialog takes; the parts of one field stay together. */
const pagesOf = (fields: readonly Part[][]): Part[][] => {
  const pages: Part[][] = [[]]
  for (const parts of fields) {
    if (pages.at(-1)!.length + parts.length > modal.components) pages.push([])
    pages.at(-1)!.push(...parts)
  }
  return pages.filter((page) => page.length > 0)
}

/** As many lines of the intro as one text takes. */
const introPart = (intro: string): Part | null => {
  let content = ''
  for (const { text, gap } of markdownLines(intro, null)) {
    if (content.length + text.length + gap.length > modal.textCharacters) break
    content += (content === '' ? '' : gap) + text
  }
  return content === '' ? null : textDisplay(content)
}

const titleOf = (title: string, page: number, pages: number): string => {
  const count = pages > 1 ? ` (${page}/${pages})` : ''
  return plain(title, modal.titleCharacters - count.length) + count
}

/**
 * A form as a dialog of Discord, which takes five fields: a longer one has pages, each sent for itself. Handlers leave
 * as it is what a page does not have; `nextPage` leads on.
 * @param options.page from 1
 */
export const renderForm = (
  form: Form,
  {
    locale,
    place = { channel: null, thread: null },
    page: wanted = 1,
  }: { locale: Locale; place?: FormPlace; page?: number },
): APIModalInteractionResponseCallbackData => {
  const fields = form.fields.map((field) => fieldParts(field, locale))
  // A form that one dialog takes just so stays one: its fields say themselves what they are for.
  const intro = form.intro && fields.flat().length !== modal.components ? introPart(form.intro) : null
  const pages = pagesOf([...(intro ? [[intro]] : []), ...fields])
  const count = Math.max(1, pages.length)
  const page = Math.min(Math.max(1, wanted), count)
  const parts = pages[page - 1] ?? []
  return {
    custom_id: writeFormId(form, { place, page, pages: count }),
    title: titleOf(form.title, page, count),
    components: parts.length > 0 ? parts : [textDisplay(plain(form.title, modal.textCharacters))],
  }
}
