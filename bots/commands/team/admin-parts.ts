import { can } from '../../../core/access/can.ts'
import type { Permission } from '../../../core/access/permissions.ts'
import type { CardPart } from '../../../core/messaging/card.ts'
import { button, controls, text } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext } from '../command.ts'

/** What can be administrated from a chat: the permission that it takes, and the command that shows it. */
const sections: readonly { key: string; permission: Permission; action: string }[] = [
  { key: 'users', permission: 'users:manage', action: 'team.users' },
  { key: 'roles', permission: 'roles:manage', action: 'team.roles' },
  { key: 'services', permission: 'services:manage', action: 'team.services' },
  { key: 'usage', permission: 'quotas:view', action: 'usage' },
  { key: 'models', permission: 'llm:manage', action: 'workspace.models' },
  { key: 'keys', permission: 'credentials:manage', action: 'workspace.key' },
  { key: 'workspace', permission: 'installs:manage', action: 'workspace.show' },
]

/** What this person may administrate, with a button for each; null when that is nothing. */
export const adminParts = ({ actor, locale, publicUrl }: CommandContext): (CardPart | null)[] | null => {
  const say = openWords(locale)
  const own = sections.filter(({ permission }) => can(actor, permission))
  // Usage alone is for everybody who watches it, and has a card of its own.
  if (!own.some(({ permission }) => permission !== 'quotas:view')) return null
  return [
    text(own.map(({ key }) => `- ${say(`team.admin.${key}.what`)}`).join('\n')),
    controls([
      ...own.map(({ key, action }) => button(say(`team.admin.${key}.button`), action)),
      { kind: 'link', label: say('team.admin.page'), url: new URL('/admin', publicUrl).href },
    ]),
  ]
}
