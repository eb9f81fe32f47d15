import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { personActor } from '../../../core/access/can.ts'
import type { Core } from '../../../core/core.ts'
import { openMailDispatcher } from '../../../core/mail/dispatch.ts'
import { requestPersonExport } from '../../../core/privacy/requests.ts'
import { taskKinds } from '../../../core/privacy/work.ts'
import { makeResultLink, sweepResultLinks } from '../../../core/tasks/result-links.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import { readActs } from '../../helpers/installs.ts'
import type { TestMember } from '../../helpers/server.ts'
import { endedTask, openTaskCore } from '../../helpers/task-core.ts'
import { type AdminSite, faultsOfPage, formsOf, openAdminSite, openVisitor } from './admin-site.ts'

const shared = afterAll(test)
let core: Core
let site: AdminSite
test.before(async () => {
  core = await openTaskCore(shared, await openTestDatabase(shared), taskKinds)
  site = await openAdminSite(shared, { core })
})

/** Somebody whose data were collected, and the task that did. */
const open = async () => {
  const tenant = await site.makeTenant()
  const person = await site.makePerson(tenant.id)
  const actor = personActor({ id: person.id, tenantId: tenant.id, role: 'marketing' })
  const { task } = await requestPersonExport(core, actor, { personId: person.id })
  await endedTask(core, task.id)
  const link = async () => `/download?token=${await makeResultLink(core.db, task.id)}`
  return { tenant, person, taskId: task.id, link }
}

const press = async (path: string, visitor = openVisitor(site.url, 'en')) => {
  const { html } = await visitor.get(path)
  const fields = formsOf(html).find(({ action }) => action === path)?.fields ?? {}
  return visitor.send(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
}

const signedIn = async ({ login, password }: TestMember) => {
  const visitor = openVisitor(site.url, 'en')
  await visitor.signIn(login, password)
  return visitor
}

/** What the mails that lie as files say, with their lines joined. */
const mails = (): string[] => {
  const folder = join(core.dataDir, 'mails')
  if (!existsSync(folder)) return []
  return readdirSync(folder).map((name) =>
    readFileSync(join(folder, name), 'utf8')
      .replaceAll(/=\r?\n/g, '')
      .replaceAll('=3D', '='),
  )
}

test.serial('the mail’s link shows what there is, gives it once, and says so afterwards', async (t) => {
  const { tenant, person, taskId } = await open()
  const options = { smtpUrl: null, mailFrom: null, publicUrl: 'https://sextant.example.org' }
  const dispatcher = openMailDispatcher(core, options)
  const linkOf = () =>
    mails().flatMap(
      (mail) => /https:\/\/sextant\.example\.org(\/download\?token=[\w-]{43})/.exec(mail)?.[1] ?? [],
    )[0]
  for (; !linkOf(); await wait(20)) dispatcher.wake(tenant.id)
  await dispatcher.close()
  const path = linkOf()!
  for (let look = 0; look < 2; look++) {
    const page = await openVisitor(site.url, 'en').get(path)
    t.is(page.status, 200, 'looking uses nothing up')
    t.regex(page.html, /sextant-[\w-]*\.zip/)
    t.deepEqual(faultsOfPage(page), [])
    t.is(page.headers.get('referrer-policy'), 'no-referrer')
  }
  const answers = await Promise.all(Array.from({ length: 5 }, () => press(path)))
  const given = answers.filter(({ status }) => status === 200)
  t.is(given.length, 1, 'of many at the same moment one gets it')
  t.regex(given[0]!.headers.get('content-disposition') ?? '', /^attachment; filename="sextant-/)
  t.true((await given[0]!.text()).startsWith('PK'))
  t.true(answers.every(({ status }) => status === 200 || status === 410 || status === 403))
  for (const language of ['fr', 'en'] as const) {
    const used = await openVisitor(site.url, language).get(path)
    t.is(used.status, 410)
    t.regex(used.html, language === 'fr' ? /a déjà servi/ : /was used/)
    t.deepEqual(faultsOfPage(used), [])
    t.deepEqual(
      formsOf(used.html).filter(({ action }) => action.startsWith('/download')),
      [],
    )
  }
  const acts = (await readActs(core.db, tenant.id)).filter(({ action }) => action === 'task.result_taken')
  t.deepEqual(
    acts.map(({ actorId, targetId }) => [actorId, targetId]),
    [[person.id, taskId]],
  )
  const kept = await asOwner(core.db, () => core.db.models.ResultLink.findAll({ raw: true }))
  t.false(JSON.stringify(kept).includes(path.slice(-43)), 'no link is stored that works')
})

test.serial(
  'a link is its person’s: somebody else who is signed in does not get it, and uses nothing up',
  async (t) => {
    const { tenant, person, link } = await open()
    const [colleague, admin] = [await site.makePerson(tenant.id), await site.makePerson(tenant.id, 'admin')]
    const path = await link()
    for (const other of [colleague, admin, await site.makeOperator()]) {
      const visitor = await signedIn(other)
      t.is((await visitor.get(path)).status, 403)
      t.not((await press(path, visitor)).status, 200)
    }
    t.is((await press(path, await signedIn(person))).status, 200)
    t.is((await press(path)).status, 403, 'the form of a used link is gone')
  },
)

test.serial(
  'a link is over after a day, when a newer one is made, when the file or the person has gone',
  async (t) => {
    const { tenant, person, taskId, link } = await open()
    const { ResultLink, Task } = core.db.models
    const first = await link()
    const second = await link()
    const statusOf = async (path: string) => (await openVisitor(site.url).get(path)).status
    t.deepEqual([await statusOf(first), await statusOf(second)], [410, 200])
    const [row] = await asOwner(core.db, () => ResultLink.findAll({ where: { taskId, endedAt: null } }))
    const hours = (row!.expiresAt.getTime() - Date.now()) / 3_600_000
    t.true(hours > 23.9 && hours <= 24)
    await asOwner(core.db, () => row!.update({ expiresAt: new Date(Date.now() - 1) }))
    t.is(await statusOf(second), 410)
    await sweepResultLinks(core.db)
    t.is(await asOwner(core.db, () => ResultLink.count({ where: { id: row!.id } })), 0)
    const third = await link()
    const setActive = (isActive: boolean) =>
      withTenant(core.db, tenant.id, () =>
        core.db.models.Person.update({ isActive }, { where: { tenantId: tenant.id, id: person.id } }),
      )
    await setActive(false)
    t.is(await statusOf(third), 410)
    t.is(await makeResultLink(core.db, taskId), null)
    await setActive(true)
    t.is(await statusOf(third), 200)
    await asOwner(core.db, () => Task.update({ resultName: null }, { where: { id: taskId } }))
    t.is(await statusOf(third), 410)
    t.is(await makeResultLink(core.db, taskId), null)
    for (const forged of ['', '?token=', `?token=${'x'.repeat(43)}`, '?token=a&token=b', `?token=${taskId}`])
      t.is(await statusOf(`/download${forged}`), 410, forged)
    const stranger = await openVisitor(site.url).send(third, {
      method: 'POST',
      body: new URLSearchParams({ form_token: 'x' }),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    t.is(stranger.status, 403)
  },
)

test.serial('the file itself is read with the cookie of a page and with a token alike', async (t) => {
  const { person, taskId } = await open()
  const path = `/v1/jobs/${taskId}/result`
  const visitor = await signedIn(person)
  const byCookie = await visitor.send(path, { method: 'GET' })
  const byToken = await site.request('GET', path, { token: person.token })
  t.deepEqual([byCookie.status, byToken.status], [200, 200])
  t.true((await byCookie.text()).startsWith('PK'))
  t.is((await site.request('GET', path)).status, 401)
  t.is(
    (await (await signedIn(await site.makePerson((await site.makeTenant()).id))).send(path, {})).status,
    404,
  )
})
