import test from 'ava'
import { runCommand, runUnbound } from '../../../bots/commands/run.ts'
import { unboundCard } from '../../../bots/commands/unbound-card.ts'
import { plainTextOf } from '../../../core/messaging/card.ts'
import { findPersonOf } from '../../../core/tenancy/identities.ts'
import { createInstallCode } from '../../../core/tenancy/install-codes.ts'
import { findWorkspace } from '../../../core/tenancy/workspaces.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { addUnbound, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

test('an unbound workspace gets one neutral answer, and is bound by its admin with a code', async (t) => {
  const desk = await openDesk(work)
  const { core } = desk
  const workspace = await addUnbound(core)
  const { code } = await createInstallCode(core.db, desk.admin)
  const unbound = { core, platform: 'slack' as const, workspace, user: 'U1', locale: 'fr' as const }
  const say = async (text: string, isAdmin = true) =>
    plainTextOf(await runUnbound({ ...unbound, isAdmin }, text))
  const neutral = plainTextOf(unboundCard('fr'))
  for (const text of ['', 'help', 'aide', 'assistant list', 'usage', 'quels segments ?', 'workspace show'])
    t.is(await say(text), neutral, text)
  t.notRegex(neutral, new RegExp(desk.clientId))
  t.regex(await say(`setup ${code}`, false), /Seul un administrateur/)
  t.is((await findWorkspace(core.db, 'slack', workspace))?.tenantId, null)
  t.regex(await say('setup AAAA-BBBB-CCCC'), /code/i)
  t.regex(await say('setup'), /suivi du code/)
  t.regex(await say(`setup ${code.toLowerCase()}`), /relié à/)
  t.is((await findWorkspace(core.db, 'slack', workspace))?.tenantId, desk.tenantId)
  t.regex(await say(`relier ${code}`), /déjà relié à/)

  const context = desk.context(desk.member('U1', { isAdmin: true }), { workspace })
  t.regex(textOf(await runCommand(context, `setup ${code}`)), /déjà relié à/)
  const plain = desk.context(desk.member('U2'), { workspace, user: 'U2' })
  t.regex(textOf(await runCommand(plain, `setup ${code}`)), /pas le droit/)
})

test('a broken database is told, not thrown', async (t) => {
  const { core } = await openDesk(work)
  const broken = { ...core, db: null as never }
  const unbound = { core: broken, platform: 'slack' as const, workspace: 'T', user: 'U', isAdmin: true }
  t.regex(plainTextOf(await runUnbound({ ...unbound, locale: 'en' }, 'setup X')), /reference/)
})

test('an account is linked by a code that one side shows and the other types', async (t) => {
  const desk = await openDesk(work)
  const { core, tenantId, workspace } = desk
  const account = { platform: 'slack' as const, workspace, platformUserId: 'U7' }
  const inSlack = desk.context(desk.member('U7'), { user: 'U7' })
  const onWeb = desk.context(
    desk.marketing,
    { platform: 'web', workspace: '', channel: null, user: 'x' },
    'en',
  )
  const codeIn = (text: string): string => /\*\*([0-9A-Z-]+)\*\*/.exec(text)![1]!
  const shown = textOf(await runCommand(inSlack, 'link'))
  t.regex(shown, /10 minutes/)
  t.regex(textOf(await runCommand(onWeb, `link ${codeIn(shown)}`)), /this account is Camille marketing’s now/)
  t.is((await findPersonOf(core.db, tenantId, account))?.id, desk.marketing.id)

  const second = desk.context(desk.member('U8'), { user: 'U8' })
  const made = codeIn(textOf(await runCommand(desk.context(desk.finance, { platform: 'web' }), 'link')))
  const other = await openDesk(work)
  const foreign = other.context(other.member('U8'), { user: 'U8' })
  t.regex(textOf(await runCommand(foreign, `link ${made}`)), /code/i, 'another tenant’s code')
  t.regex(textOf(await runCommand(second, `link ${made}`)), /Camille finance/)
  t.regex(textOf(await runCommand(second, 'link WRONG-CODE0')), /code/i)
  const visitor = { ...desk.context(desk.member('v'), { platform: 'web' as const }) }
  t.regex(textOf(await runCommand(visitor, 'link')), /Connectez-vous/)
})
