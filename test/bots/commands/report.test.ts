import test from 'ava'
import { runAction, runCommand, submitForm } from '../../../bots/commands/run.ts'
import { afterAll } from '../../helpers/after-all.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import { controlsOf, openCommands, openDesk, textOf } from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

test('a report on the tenant is a file, for who may export, of the month that is named', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin, {}, 'en')
  for (const [words, ending, start] of [
    ['report tenant 2026-10 xlsx', '2026-10.xlsx', 'PK'],
    ['rapport client 2026-10', '2026-10.pdf', '%PDF-'],
  ] as const) {
    const result = await runCommand(context, words)
    if (result.kind !== 'card' || !result.file) return t.fail(textOf(result))
    t.is(result.audience, 'person')
    t.true(result.file.fileName.endsWith(ending), result.file.fileName)
    t.true(Buffer.from(result.file.content).subarray(0, 5).toString('latin1').startsWith(start))
    const links = controlsOf(result).map((control) => ('url' in control ? control.url : ''))
    t.true(
      links.every((url) => url.includes(`/v1/tenants/${desk.clientId}/report?from=2026-10-01&to=2026-10-31`)),
    )
  }
  t.regex(textOf(await runCommand(context, 'report tenant october')), /2026-10/)
  const marketing = desk.context(desk.marketing, {}, 'en')
  t.regex(textOf(await runCommand(marketing, 'report tenant')), /right/i)
})

test('everybody sees how long is kept what they say; who may sets it by a form', async (t) => {
  const desk = await openDesk(work)
  const [admin, member] = [desk.context(desk.admin, {}, 'en'), desk.context(desk.member('U9'), {}, 'en')]
  const shown = await runCommand(member, 'workspace retention')
  t.regex(textOf(shown), /Messages of flows.*7 days/s)
  t.deepEqual(controlsOf(shown), [])
  t.is(controlsOf(await runCommand(admin, 'workspace retention')).length, 1)
  const opened = await runAction(admin, 'retention.edit', {})
  if (opened.kind !== 'form') return t.fail('no form')
  t.is(opened.form.fields.length, 5, 'Discord shows no more')
  const values = { assistant: '30', flow: '7', project: '', sends: '90', favorites: 'stay' }
  const send = (changes: Record<string, string>, by = admin) =>
    submitForm(by, 'retention', { value: {}, values: { ...values, ...changes } })
  t.like(await send({ flow: '0', sends: 'x' }), { kind: 'errors' })
  const kept = textOf(await send({}))
  t.regex(kept, /Conversations with assistants.*30 days, favourites stay/s)
  t.regex(kept, /Conversations of projects.*for ever, favourites stay|for ever/s)
  t.regex(textOf(await send({}, desk.context(desk.marketing, {}, 'en'))), /right/i)
  const other = await openDesk(work)
  t.regex(textOf(await runCommand(other.context(other.admin, {}, 'en'), 'workspace retention')), /365 days/)
})
