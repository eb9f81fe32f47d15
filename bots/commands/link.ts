import { limits } from '../../config/limits.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import { createLinkCode, type LinkSide, redeemLinkCode } from '../../core/tenancy/link-codes.ts'
import { cardOf, notes, text, toPerson } from './cards/card-parts.ts'
import { bold, literal } from './cards/markdown.ts'
import { openWords } from './cards/words.ts'
import type { Command, CommandContext } from './command.ts'

/** The account on a chat platform, or the person who is signed in; null for a visitor of the web. */
const sideOf = ({ place, actor }: CommandContext): LinkSide | null => {
  const { platform, workspace, user } = place
  if (platform !== 'web') return { user: { platform, workspace, platformUserId: user } }
  return actor.kind === 'person' ? { personId: actor.id } : null
}

/** `/sextant link [code]`: a code for the other place, or the code that was made there. */
export const link: Command = {
  path: ['link'],
  permission: null,
  arguments: [{ name: 'code', kind: 'text', isRequired: false }],
  run: async (context, { code }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const side = sideOf(context)
    if (!side) return toPerson(noticeCard(locale, say('link.sign_in')))
    const { tenantId } = actor
    if (code !== undefined) {
      const { person, isNew } = await redeemLinkCode(core.db, { tenantId, code, by: side })
      const name = literal(person.fullName)
      return toPerson(noticeCard(locale, say(isNew ? 'link.done' : 'link.known', { name }), 'good'))
    }
    const made = await createLinkCode(core.db, { tenantId, ...side })
    return toPerson(
      cardOf(say('link.title'), [
        text(say('link.code', { code: bold(made.code) })),
        text(say(context.place.platform === 'web' ? 'link.in_chat' : 'link.elsewhere', { code: made.code })),
        notes('caution', [say('link.expires', { count: limits.codes.linkMinutes })]),
      ]),
    )
  },
}
