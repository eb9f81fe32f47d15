import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Card } from '../../../core/messaging/card.ts'
import { context, openSetting, type SlackBlock } from './block.ts'
import { packPieces } from './pack.ts'
import { cardPieces, withoutFaults } from './render-card.ts'
import type { SlackView } from './render-form.ts'

/** The home page takes a hundred blocks and much more text than a message. */
const pageCharacters = 100_000

const { blocks: maxBlocks } = limits.slack.view

/** Cards below each other as the home page of one person; what it has no room for is counted. */
export const renderHome = (
  cards: readonly Card[],
  { locale, publicUrl = null }: { locale: Locale; publicUrl?: string | null },
): SlackView => {
  const setting = openSetting('home', { locale, publicUrl })
  const pieces = cards.flatMap((card, at) => {
    const own = cardPieces(card, setting, { allowsNative: false })
    return at === 0 ? own : [{ kind: 'blocks' as const, blocks: [{ type: 'divider' } as SlackBlock] }, ...own]
  })
  const [page, ...others] = packPieces(pieces, { blocks: maxBlocks, characters: pageCharacters })
  const all = (page?.blocks ?? []).flatMap((block) => withoutFaults(block, 'home'))
  if (others.length === 0)
    return { type: 'home', blocks: all.length > 0 ? all : [context(translate(locale, 'cards:missing'))] }
  const kept = all.slice(0, maxBlocks - 1)
  const count = all.length - kept.length + others.reduce((sum, { blocks }) => sum + blocks.length, 0)
  return { type: 'home', blocks: [...kept, context(translate(locale, 'cards:home.rest', { count }))] }
}
