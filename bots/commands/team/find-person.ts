import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { findPersonOf } from '../../../core/tenancy/identities.ts'
import { findPerson, listPeople } from '../../../core/tenancy/manage-people.ts'
import type { Person } from '../../../db/models/person.ts'
import { cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, Result } from '../command.ts'

const mostOffered = 25

/** The account that was mentioned, as the platform knows it; null when it is a name. */
const mentionedIn = ({ place }: CommandContext, words: string): string | null => {
  const written = /^<@!?(\w+)(?:\|[^>]*)?>$/.exec(words.trim())?.[1]
  if (written !== undefined) return written
  return words.trim().startsWith('@') ? (place.mentioned?.[0] ?? null) : null
}

const fold = (text: string | null | undefined): string => (text ?? '').toLowerCase()

/** People whom the words may mean: whoever is called exactly so, else all with them in their name. */
const listMeant = async ({ core, actor }: CommandContext, words: string): Promise<Person[]> => {
  const part = words.trim().replace(/^@/, '')
  const page = { limit: mostOffered, after: null }
  const found = await listPeople(core.db, actor, { page, filter: { part } })
  const exact = found.filter(({ email, userName, fullName }) =>
    [email, userName, fullName].some((name) => fold(name) === fold(part)),
  )
  return exact.length === 1 ? exact : found
}

/** Somebody in a select. */
export const optionOf = ({ id, fullName, email }: Person) => ({
  label: fullName,
  value: id,
  description: email,
})

/**
 * Somebody by a mention, an address, a user name or a part of the name; what to show instead when it could be several
 * or is nobody.
 */
export const pickPerson = async (
  context: CommandContext,
  words: string,
): Promise<{ person: Person } | { result: Result }> => {
  const { core, actor, locale, place } = context
  const say = openWords(locale)
  const account = mentionedIn(context, words)
  if (account !== null && place.platform !== 'web') {
    const { platform, workspace } = place
    const linked = await findPersonOf(core.db, actor.tenantId, {
      platform,
      workspace,
      platformUserId: account,
    })
    if (linked) return { person: await findPerson(core.db, actor, linked.id) }
    return { result: toPerson(noticeCard(locale, say('team.not_linked'), 'caution')) }
  }
  const meant = await listMeant(context, words)
  const [only] = meant
  if (only && meant.length === 1) return { person: only }
  if (!only)
    return { result: toPerson(noticeCard(locale, say('team.nobody', { name: literal(words) }), 'caution')) }
  const options = meant.map(optionOf)
  return {
    result: toPerson(
      cardOf(null, [
        text(say('team.several', { name: literal(words) })),
        controls([select(say('team.choose'), 'team.person', options)]),
      ]),
    ),
  }
}
