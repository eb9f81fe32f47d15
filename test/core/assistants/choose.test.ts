import test from 'ava'
import { chooseAssistant, listMet } from '../../../core/assistants/choose.ts'
import { setChannel } from '../../../core/tenancy/channels.ts'
import { withTenant } from '../../../db/tenant.ts'
import { openCommands, openDesk } from '../../bots/commands/desk.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

test('named, bound, the only one, the last one asked there, or a choice', async (t) => {
  const desk = await openDesk(work)
  const { core, admin, workspace } = desk
  const place = (channel = 'C1') => ({ platform: 'slack' as const, workspace, channel })
  t.deepEqual(await chooseAssistant(core, admin, place()), { kind: 'none' })
  const bio = await desk.makeAssistant('Étude bio')
  t.deepEqual(await chooseAssistant(core, admin, place()), { kind: 'chosen', assistantId: bio })
  const press = await desk.makeAssistant('Presse')
  t.like(await chooseAssistant(core, admin, place()), { kind: 'several', choices: { length: 2 } })

  await desk.answerIn(desk.context(admin, { channel: 'C1' }), {
    assistantId: press,
    text: 'top 3 pour Femmes',
  })
  t.deepEqual(await chooseAssistant(core, admin, place()), { kind: 'chosen', assistantId: press })
  t.like(await chooseAssistant(core, admin, place('C11')), { kind: 'several' }, 'another channel')
  t.like(await chooseAssistant(core, desk.marketing, place()), { kind: 'several' }, 'another person')

  await setChannel(core.db, admin, place(), { assistantId: bio })
  t.deepEqual(await chooseAssistant(core, admin, place()), { kind: 'chosen', assistantId: bio })
  const named = (name: string) => chooseAssistant(core, admin, { ...place(), named: name })
  t.deepEqual(await named('PRESSE'), { kind: 'chosen', assistantId: press })
  t.deepEqual(await named('etude'), { kind: 'chosen', assistantId: bio })
  t.deepEqual(await named(press), { kind: 'chosen', assistantId: press })
  t.like(await named('Press bio'), { kind: 'unknown' })
  t.deepEqual(await named('bio'), { kind: 'chosen', assistantId: bio }, 'one has it in its name')
  t.like(await named('e'), { kind: 'chosen', assistantId: bio }, 'one begins so')
  await desk.makeAssistant('Presse jeune')
  t.deepEqual(await named('presse'), { kind: 'chosen', assistantId: press }, 'exactly so called')
  t.like(await named('press'), { kind: 'several', choices: { length: 2 } })
})

test('a session is offered public assistants and its channel’s; nobody those that cannot answer', async (t) => {
  const [desk, other] = [await openDesk(work), await openDesk(work)]
  const open = await desk.makeAssistant('Ouvert', { isPublic: true })
  const bound = await desk.makeAssistant('Du canal')
  const off = await desk.makeAssistant('Éteint', { isPublic: true })
  await other.makeAssistant('Ailleurs', { isPublic: true })
  const { core, tenantId } = desk
  await withTenant(core.db, tenantId, () =>
    core.db.models.Assistant.update({ isActive: false }, { where: { tenantId, id: off } }),
  )
  const ids = async (...asked: Parameters<typeof listMet>) => (await listMet(...asked)).map(({ id }) => id)
  const [plain, inChannel] = [desk.member('U9'), desk.member('U9', { assistantIds: [bound] })]
  t.deepEqual(await ids(core, plain, { isReady: true }), [open])
  t.deepEqual(await ids(core, inChannel, { isReady: true }), [bound, open])
  t.deepEqual((await ids(core, desk.member('U9', { isAdmin: true }), { isReady: true })).length, 2)
  t.deepEqual((await ids(core, desk.admin, { isReady: false })).length, 3)
  t.deepEqual(await ids(core, plain, { isReady: false }), [open], 'what is off does not exist for a session')
})
