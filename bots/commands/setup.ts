import { toPerson } from './cards/card-parts.ts'
import type { Command } from './command.ts'
import { connect } from './connect.ts'

/** `/sextant setup <code>` in a workspace that is connected already: the same code again says so. */
export const setup: Command = {
  path: ['setup'],
  permission: 'installs:manage',
  arguments: [{ name: 'code', kind: 'text', isRequired: false }],
  run: async ({ core, locale, place }, { code = '' }) => {
    const { platform, workspace, user } = place
    const by = { core, platform, workspace, user, isAdmin: true, locale }
    return toPerson(await connect(by, code))
  },
}
