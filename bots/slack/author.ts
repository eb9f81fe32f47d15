import type { Core } from '../../core/core.ts'
import type { Answerer } from '../../core/messaging/answerer.ts'
import { findWorkspace } from '../../core/tenancy/workspaces.ts'
import { cleanText } from './blocks/escape.ts'
import { isSlackFailure } from './failure.ts'

/** The scope of names and pictures other than the app's own; workspaces may refuse it. */
export const authorScope = 'chat:write.customize'

/** What a message bears in the place of the app's name and picture. */
export interface Author {
  username: string
  icon_url?: string
}

const maxName = 80
const product = 'Sextant'
const branding = ` · ${product}`

/** The first so many letters as people count them: half a letter is none. */
const firstOf = (text: string, length: number): string => {
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > length) break
    kept += segment
  }
  return kept.trimEnd()
}

/** A name that somebody gave: on one line, without signs that Slack reads as a mention. */
const plainName = (name: string): string =>
  cleanText(name)
    .replace(/\s+/gu, ' ')
    .replace(/[<>@\p{C}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()

/** An assistant as the author of a message. */
export const authorOf = ({ name, look }: Answerer): Author => {
  const ending = look.show_branding ? branding : ''
  const own = firstOf(plainName(name), maxName - ending.length)
  return {
    username: own === '' ? product : `${own}${ending}`,
    ...(look.logo_url !== null && { icon_url: look.logo_url }),
  }
}

/** Whether messages may bear another name in the workspace. */
export const allowsAuthors = async (core: Core, workspace: string): Promise<boolean> =>
  (await findWorkspace(core.db, 'slack', workspace))?.scopes.includes(authorScope) ?? false

/**
 * Sends with the author's name where there is one to bear. What we know of a workspace's scopes may be out of date:
 * refused for the name's sake, it goes without.
 */
export const sendAs = async <Result>(
  author: Author | null,
  send: (author: Partial<Author>) => Promise<Result>,
): Promise<Result> => {
  if (!author) return send({})
  try {
    return await send({ ...author })
  } catch (error) {
    if (!isSlackFailure(error, 'missing_scope')) throw error
    return send({})
  }
}
