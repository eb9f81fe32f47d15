import test from 'ava'
import { contentSecurityPolicy } from '../../../bots/web/admin/answer-page.ts'
import { wordOf } from '../../../bots/web/admin/words.ts'
import { ProviderFailure } from '../../../core/llm/provider.ts'
import { taskKinds } from '../../../core/privacy/work.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import type { TestMember } from '../../helpers/server.ts'
import { type AdminSite, faultsOfPage, formsOf, linksOf, openAdminSite, openVisitor } from './admin-site.ts'

let site: AdminSite
const ends: (() => unknown)[] = []
test.before(async () => {
  site = await openAdminSite({ teardown: (end) => void ends.push(end) })
})
test.after.always(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const enter = async ({ login, password }: Pick<TestMember, 'login' | 'password'>, language = 'en') => {
  const visitor = openVisitor(site.url, language)
  const page = await visitor.signIn(login, password)
  return { visitor, page }
}

const sections = ['', '/usage', '/models', '/installs', '/people', '/jobs', '/audit']
const deploymentPages = ['/admin/tenants', '/admin/models', '/admin/jobs', '/admin/audit']

const addModel = (tenantId: string, name: string) =>
  withTenant(site.db, tenantId, () =>
    site.db.models.LlmModel.create({ tenantId, name, provider: 'openai', model: 'm', maxTokens: 100 }),
  )

const auditOf = (tenantId: string, action: string) =>
  withTenant(site.db, tenantId, () => site.db.models.AuditEvent.findAll({ where: { tenantId, action } }))

test('a browser that signed in before gets in while others guess from its own address, on either page', async (t) => {
  for (const known of ['admin', 'chat'] as const) {
    const { login, password } = await site.makeOperator()
    const visitor = openVisitor(site.url, 'en')
    if (known === 'admin') await visitor.signIn(login, password)
    else
      await visitor.send('/v1/auth/token', {
        method: 'POST',
        body: JSON.stringify({ login, password, cookie: true }),
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      })
    const mark = visitor.cookies.get('sextant_device')!
    t.truthy(mark)
    for (let guess = 0; guess < 5; guess++) {
      const stranger = openVisitor(site.url, 'en')
      t.is((await stranger.signIn(login, `guess ${guess}`)).status, 401)
    }
    t.is((await openVisitor(site.url, 'en').signIn(login, password)).status, 429)
    const again = openVisitor(site.url, 'en')
    again.cookies.set('sextant_device', mark)
    t.is((await again.signIn(login, password)).status, 200, known)
    const headers = { 'content-type': 'application/json', cookie: `sextant_device=${mark}` }
    const body = JSON.stringify({ login, password, cookie: true })
    const api = await fetch(`${site.url}/v1/auth/token`, { method: 'POST', headers, body })
    t.is(api.status, 200)
    const paths = api.headers.getSetCookie().filter((line) => line.startsWith('sextant_device='))
    t.deepEqual(paths.map((line) => /Path=([^;]*)/.exec(line)![1]).sort(), [
      '/admin/sign-in',
      '/v1/auth/token',
    ])
  }
})

test('long work and what models were asked for have words, in both languages', (t) => {
  for (const locale of ['fr', 'en'] as const) {
    for (const { kind } of taskKinds) t.not(wordOf({ locale }, 'jobs.kinds', kind), kind)
    for (const purpose of ['plan', 'word', 'compare'])
      t.not(wordOf({ locale }, 'usage.purpose', purpose), purpose)
  }
})

test('without a session every page leads to the form, which keeps what was wanted', async (t) => {
  const tenant = await site.makeTenant()
  const admin = await site.makePerson(tenant.id, 'admin')
  const visitor = openVisitor(site.url, 'en')
  const page = await visitor.get(`/admin/t/${tenant.clientId}/usage?group=day`)
  t.is(
    page.path,
    `/admin/sign-in?${new URLSearchParams({ next: `/admin/t/${tenant.clientId}/usage?group=day` })}`,
  )
  t.deepEqual(faultsOfPage(page), [])
  t.is(page.headers.get('content-security-policy'), contentSecurityPolicy)
  const refused = await visitor.submit(page.path, '/admin/sign-in', { login: admin.login, password: 'wrong' })
  t.is(refused.status, 401)
  t.regex(refused.html, /role="alert"/)
  t.false(refused.html.includes('value="wrong"'))
  t.true(refused.html.includes(`value="${admin.login}"`))
  const entered = await visitor.submit(page.path, '/admin/sign-in', {
    login: admin.login,
    password: admin.password,
  })
  t.is(entered.path, `/admin/t/${tenant.clientId}/usage?group=day`)
  t.is(entered.status, 200)
  for (const next of ['//evil.example', 'https://evil.example', '/admin/../../x', '/\\evil.example', '/'])
    t.is(
      formsOf((await openVisitor(site.url).get(`/admin/sign-in?${new URLSearchParams({ next })}`)).html)[0]
        ?.fields.next,
      '/admin',
      next,
    )
})

test('signing out ends the session itself', async (t) => {
  const { visitor, page } = await enter(await site.makeOperator())
  const before = new Map(visitor.cookies)
  t.is((await visitor.submit(page.path, '/admin/sign-out')).path, '/admin/sign-in')
  t.false(visitor.cookies.has('sextant_session'))
  for (const [name, value] of before) visitor.cookies.set(name, value)
  t.regex((await visitor.get('/admin/tenants')).path, /^\/admin\/sign-in/)
})

test('each role meets its own sections, in the menu and by the address', async (t) => {
  const tenant = await site.makeTenant()
  const opens: Record<string, string[]> = {
    admin: sections,
    it: ['', '/usage', '/models'],
    finance: ['', '/usage'],
    marketing: ['', '/usage'],
  }
  for (const [role, open] of Object.entries(opens)) {
    const { visitor, page } = await enter(await site.makePerson(tenant.id, role))
    t.is(page.path, `/admin/t/${tenant.clientId}`, role)
    const links = linksOf(page.html)
    for (const section of sections) {
      const path = `/admin/t/${tenant.clientId}${section}`
      const shown = await visitor.get(path)
      const isOpen = open.includes(section)
      t.is(shown.status, isOpen ? 200 : 403, `${role} ${path}`)
      t.is(links.includes(path), isOpen, `${role} ${path}`)
      t.deepEqual(faultsOfPage(shown), [], path)
    }
    for (const path of deploymentPages) t.is((await visitor.get(path)).status, 403, `${role} ${path}`)
  }
  const denials = await auditOf(tenant.id, 'request.denied')
  t.true(
    denials.some(({ details }) => (details as { route?: string }).route === '/admin/t/:client_id/models'),
  )
})

test('money is for those who may see it, breakers are for operators', async (t) => {
  const tenant = await site.makeTenant()
  const target = { name: 'clever', provider: 'openai', model: 'm', baseUrl: 'https://models.example.org' }
  await addModel(tenant.id, 'clever')
  const failing = site.breakers.of(tenant.id, target as never)
  await t.throwsAsync(failing.run(() => Promise.reject(new ProviderFailure({ kind: 'overload' }))))
  const read = async (member: TestMember, section: string) =>
    (await (await enter(member)).visitor.get(`/admin/t/${tenant.clientId}${section}`)).html
  t.false((await read(await site.makePerson(tenant.id, 'marketing'), '/usage')).includes('Budget'))
  t.true((await read(await site.makePerson(tenant.id, 'finance'), '/usage')).includes('Budget'))
  t.false((await read(await site.makePerson(tenant.id, 'it'), '/models')).includes('Breaker'))
  const operator = await site.makeOperator()
  t.true((await read(operator, '/models')).includes('Breaker'))
  const { html } = await (await enter(operator)).visitor.get('/admin/models')
  t.regex(html, /clever.*Open: left alone.*overload/s)
})

test('another tenant, and what is nowhere, is not there', async (t) => {
  const [own, other] = [await site.makeTenant(), await site.makeTenant()]
  const { visitor } = await enter(await site.makePerson(own.id, 'admin'))
  for (const section of sections)
    for (const clientId of [other.clientId, 'nobody'])
      t.is((await visitor.get(`/admin/t/${clientId}${section}`)).status, 404, section)
  for (const path of ['/admin/t', '/admin/nothing', `/admin/t/${own.clientId}/nothing`, '/admin/t/../x'])
    t.is((await visitor.get(path)).status, 404, path)
  t.is((await visitor.get(`/admin/t/${own.clientId}/jobs?cursor=forged`)).status, 404)
  const { visitor: operator } = await enter(await site.makeOperator())
  t.is((await operator.get('/admin/t/nobody')).status, 404)
})

test('a form counts only from its own page and session', async (t) => {
  const tenant = await site.makeTenant()
  const operator = await site.makeOperator()
  const { visitor } = await enter(operator)
  const path = `/admin/t/${tenant.clientId}`
  const action = `${path}/overview/suspend`
  const [form] = formsOf((await visitor.get(path)).html).filter((one) => one.action === action)
  const strangers = formsOf((await (await enter(operator)).visitor.get(path)).html)[0]!.fields.form_token!
  const post = (fields: Record<string, string>, headers: Record<string, string>) =>
    visitor.send(action, { method: 'POST', body: new URLSearchParams(fields), headers })
  const own = { 'sec-fetch-site': 'same-origin' }
  const refused: [Record<string, string>, Record<string, string>, number][] = [
    [form!.fields, { 'sec-fetch-site': 'cross-site' }, 403],
    [form!.fields, { 'sec-fetch-site': 'same-site' }, 403],
    [form!.fields, { origin: 'https://evil.example' }, 403],
    [form!.fields, { origin: 'null' }, 403],
    [form!.fields, {}, 403],
    [{}, own, 403],
    [{ form_token: strangers }, own, 403],
    [{ ...form!.fields, more: 'x' }, own, 422],
    [{ ...form!.fields, more: 'x'.repeat(20_000) }, own, 413],
  ]
  for (const [fields, headers, status] of refused) t.is((await post(fields, headers)).status, status)
  const json = { ...own, 'content-type': 'application/json' }
  t.is((await visitor.send(action, { method: 'POST', body: '{}', headers: json })).status, 415)
  t.is((await visitor.send(action, { method: 'GET' })).status, 404)
  t.is((await visitor.send(path, { method: 'DELETE' })).status, 405)
  const read = () => asOwner(site.db, () => site.db.models.Tenant.findByPk(tenant.id))
  t.true((await read())?.isActive)
  t.is((await post(form!.fields, { origin: site.url })).status, 303)
  t.false((await read())?.isActive)
})

test('an operator sets limits, suspends and resumes; a change meanwhile is not undone', async (t) => {
  const tenant = await site.makeTenant()
  const { visitor } = await enter(await site.makeOperator())
  const path = `/admin/t/${tenant.clientId}`
  const limits = { monthly_quota: '500', monthly_budget_usd: '12,5', storage_gb: '2' }
  const saved = await visitor.submit(path, `${path}/overview/limits`, limits)
  t.deepEqual([saved.status, saved.path], [200, path])
  t.regex(saved.html, /role="status".*Saved\./s)
  t.notRegex((await visitor.get(path)).html, /role="status"/, 'told once')
  const read = () =>
    asOwner(site.db, () => site.db.models.Tenant.findByPk(tenant.id, { rejectOnEmpty: true }))
  const row = await read()
  t.deepEqual([row.monthlyQuota, row.monthlyBudgetUsd, row.storageLimitBytes], [500, 12.5, 2 * 1024 ** 3])
  const version = new Date(0).toISOString()
  const late = await visitor.submit(path, `${path}/overview/limits`, {
    ...limits,
    version,
    monthly_quota: '9',
  })
  t.is(late.status, 412)
  t.true(late.html.includes('value="9"'), 'what was typed is still there')
  const faulty = await visitor.submit(path, `${path}/overview/limits`, { ...limits, monthly_quota: '-1' })
  t.is(faulty.status, 422)
  t.regex(faulty.html, /role="alert".*Questions a month/s)
  const empty = { monthly_quota: '', monthly_budget_usd: '' }
  await visitor.submit(path, `${path}/overview/limits`, empty)
  t.deepEqual([(await read()).monthlyQuota, (await read()).monthlyBudgetUsd], [null, null])

  const admin = await enter(await site.makePerson(tenant.id, 'admin'))
  t.deepEqual(
    formsOf(admin.page.html).map(({ action }) => action),
    ['/admin/sign-out'],
  )
  await visitor.submit(path, `${path}/overview/suspend`)
  const blocked = await admin.visitor.submit(`${path}/installs`, `${path}/installs/code`)
  t.is(blocked.status, 403)
  t.regex((await admin.visitor.get(path)).html, /Suspended/)
  await visitor.submit(path, `${path}/overview/resume`)
  t.is((await admin.visitor.submit(`${path}/installs`, `${path}/installs/code`)).status, 200)
})

test('an operator makes a tenant and finds it', async (t) => {
  const { visitor } = await enter(await site.makeOperator())
  const fields = { name: 'Ateliers du Nord', client_id: 'ateliers-nord', contact_email: '' }
  t.is((await visitor.submit('/admin/tenants', '/admin/tenants/create', fields)).status, 200)
  const again = await visitor.submit('/admin/tenants', '/admin/tenants/create', fields)
  t.is(again.status, 409)
  const found = await visitor.get('/admin/tenants?name=ateliers&active=true')
  t.true(linksOf(found.html).includes('/admin/t/ateliers-nord'))
  t.false(
    linksOf((await visitor.get('/admin/tenants?name=ateliers&active=false')).html).includes(
      '/admin/t/ateliers-nord',
    ),
  )
})

test('codes are shown once, models are switched, limits set', async (t) => {
  const tenant = await site.makeTenant()
  await addModel(tenant.id, 'Clever one')
  const { visitor } = await enter(await site.makePerson(tenant.id, 'admin'))
  const path = `/admin/t/${tenant.clientId}`
  const made = await visitor.submit(`${path}/installs`, `${path}/installs/code`)
  t.regex(made.html, /<code class="admin-secret">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<\/code>/)
  t.is(made.path, `${path}/installs`)
  t.notRegex((await visitor.get(`${path}/installs`)).html, /admin-secret/)

  const form = { name: 'Clever one', active: 'false' }
  t.is((await visitor.submit(`${path}/models`, `${path}/models/switch`, form)).status, 200)
  const model = await withTenant(site.db, tenant.id, () =>
    site.db.models.LlmModel.findOne({
      where: { tenantId: tenant.id, name: 'Clever one' },
      rejectOnEmpty: true,
    }),
  )
  t.deepEqual([model.isActive, model.maxTokens, model.model], [false, 100, 'm'])
  t.is((await auditOf(tenant.id, 'llm.replaced')).length, 1)

  const limit = { kind: 'member', subject_id: '*', monthly_requests: '40', monthly_budget_usd: '' }
  t.regex((await visitor.submit(`${path}/usage`, `${path}/usage/limit`, limit)).html, /each one/)
  const without = await visitor.submit(`${path}/usage`, `${path}/usage/unlimit`)
  t.regex(without.html, /No particular limits/)
})

test('people are invited, given a role, signed out and switched off', async (t) => {
  const tenant = await site.makeTenant()
  const zoe = await site.makePerson(tenant.id, 'marketing')
  const { visitor } = await enter(await site.makePerson(tenant.id, 'admin'))
  const path = `/admin/t/${tenant.clientId}/people`
  const read = () =>
    withTenant(site.db, tenant.id, () =>
      site.db.models.Person.findOne({ where: { tenantId: tenant.id, id: zoe.id }, rejectOnEmpty: true }),
    )
  const act = async (name: string, fields: Record<string, string> = {}) => {
    const { updatedAt } = await read()
    const seen: Record<string, string> = name === 'leave' ? {} : { version: updatedAt.toISOString() }
    return visitor.submit(path, `${path}/${name}`, { id: zoe.id, ...seen, ...fields })
  }
  t.is((await act('role', { role: 'it' })).status, 200)
  t.is((await read()).role, 'it')
  t.is((await act('role', { role: 'nothing' })).status, 422)
  const zoes = await enter(zoe)
  t.is(zoes.page.status, 200)
  t.is((await act('leave')).status, 200)
  t.is((await auditOf(tenant.id, 'sessions.ended')).length, 1)
  t.is((await act('off')).status, 200)
  t.false((await read()).isActive)
  t.is((await enter(zoe)).page.status, 401)
  t.is((await act('on')).status, 200)
  const invited = { full_name: 'Léa Martin', email: 'lea@example.org', role: 'finance' }
  t.is((await visitor.submit(path, `${path}/create`, invited)).status, 200)
  t.is((await visitor.submit(path, `${path}/create`, invited)).status, 409)
  t.is((await auditOf(tenant.id, 'person.invited')).length, 1)
  t.regex((await visitor.get(`${path}?q=lea%40&role=finance&active=true`)).html, /Léa Martin/)
  t.regex((await visitor.get(`${path}?role=finance&active=false`)).html, /No user matches/)
})

test('the API signs somebody out everywhere as well, and nobody of another tenant', async (t) => {
  const [tenant, other] = [await site.makeTenant(), await site.makeTenant()]
  const admin = await site.makePerson(tenant.id, 'admin')
  const [zoe, stranger] = [await site.makePerson(tenant.id), await site.makePerson(other.id)]
  const end = ({ id }: TestMember, { token }: TestMember) =>
    site.request('DELETE', `/v1/users/${id}/sessions`, { token })
  t.is((await end(stranger, admin)).status, 404)
  t.is((await end(admin, zoe)).status, 403)
  t.is((await end(zoe, admin)).status, 204)
  t.is(
    (await site.request('POST', '/v1/auth/refresh', { json: { refresh_token: zoe.refreshToken } })).status,
    401,
  )
})

test('what others wrote is text, and what hides is shown', async (t) => {
  const tenant = await site.makeTenant()
  const name = `<script>alert("1")</script>'"&\u202egnp.exe\u200b`
  await withTenant(site.db, tenant.id, () =>
    site.db.models.Person.create({
      tenantId: tenant.id,
      fullName: name,
      email: 'odd@example.org',
      role: 'it',
    }),
  )
  await asOwner(site.db, () => site.db.models.Tenant.update({ name }, { where: { id: tenant.id } }))
  const { visitor, page } = await enter(await site.makePerson(tenant.id, 'admin'))
  const pages = [page, await visitor.get(`/admin/t/${tenant.clientId}/people`)]
  const shown = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&amp;[U+202E]gnp.exe[U+200B]'
  for (const one of pages) {
    t.true(one.html.includes(shown))
    t.notRegex(one.html, /<script>|\u202e|\u200b/)
    t.deepEqual(faultsOfPage(one), [])
  }
  const typed = '"><img src=x>'
  const back = await visitor.get(`/admin/t/${tenant.clientId}/people?${new URLSearchParams({ q: typed })}`)
  t.true(back.html.includes('value="&quot;&gt;&lt;img src=x&gt;"'))
})

test('both languages, by the browser and by choice', async (t) => {
  const tenant = await site.makeTenant()
  const { visitor, page } = await enter(await site.makePerson(tenant.id, 'admin'), 'fr')
  t.regex(page.html, /<html lang="fr">.*Vue d’ensemble/s)
  const path = `/admin/t/${tenant.clientId}/usage?group=day`
  const english = await visitor.get(`${path}&lang=en`)
  t.is(english.path, path)
  t.regex(english.html, /<html lang="en">.*Usage and quotas/s)
  t.is(english.headers.get('content-language'), 'en')
  t.regex((await visitor.get(`/admin/t/${tenant.clientId}`)).html, /<html lang="en">/)
})

test('every link on every page leads somewhere, for an operator and for an admin, in both languages', async (t) => {
  const tenant = await site.makeTenant()
  const base = `/admin/t/${tenant.clientId}`
  const admin = await site.makePerson(tenant.id, 'admin')
  const visits: [TestMember, string, number][] = [
    [await site.makeOperator(), 'fr', sections.length + deploymentPages.length],
    [admin, 'en', sections.length],
  ]
  for (const [member, language, least] of visits) {
    const { visitor, page } = await enter(member, language)
    await visitor.submit(`${base}/installs`, `${base}/installs/code`)
    const wanted = [page.path, base]
    const seen = new Set<string>()
    while (wanted.length > 0) {
      const path = wanted.pop()!
      if (seen.has(path)) continue
      seen.add(path)
      const shown = await visitor.get(path)
      t.is(shown.status, 200, path)
      if (!path.startsWith('/admin')) continue
      t.deepEqual(faultsOfPage(shown), [], path)
      const isOurs = (link: string) => !link.startsWith('/admin/t/') || link.startsWith(base)
      const isNew = (link: string) => !link.startsWith('#') && !/[?&](lang|cursor)=/.test(link)
      wanted.push(...linksOf(shown.html).filter((link) => isNew(link) && isOurs(link)))
    }
    t.true(seen.size >= least)
    t.true([...seen].some((path) => path.endsWith('/install-codes?format=csv')))
    t.is(seen.has('/v1/users?format=xlsx'), member === admin)
  }
})

test('long lists go on page by page, without gaps', async (t) => {
  const tenant = await site.makeTenant()
  const { visitor } = await enter(await site.makePerson(tenant.id, 'admin'))
  await withTenant(site.db, tenant.id, () =>
    site.db.models.Person.bulkCreate(
      Array.from({ length: 60 }, (_, at) => ({ tenantId: tenant.id, fullName: `Member ${at}`, role: 'it' })),
    ),
  )
  const first = await visitor.get(`/admin/t/${tenant.clientId}/people?role=it`)
  const next = linksOf(first.html).find((link) => link.includes('cursor='))!
  t.regex(next, /role=it/)
  const second = await visitor.get(next)
  const namesOf = (html: string) =>
    [...html.matchAll(/<div class="cell-value">(Member \d+)/g)].map(([, name]) => name)
  t.is(new Set([...namesOf(first.html), ...namesOf(second.html)]).size, 60)
  t.is(namesOf(first.html).length, 50)
  t.true(linksOf(second.html).includes(`/admin/t/${tenant.clientId}/people?role=it`))
})

test('a job is cancelled, and none of another tenant is', async (t) => {
  const [tenant, other] = [await site.makeTenant(), await site.makeTenant()]
  const admin = await site.makePerson(tenant.id, 'admin')
  const make = ({ id: tenantId, clientId }: typeof tenant) =>
    asOwner(site.db, () =>
      site.db.models.Task.create({
        tenantId,
        clientId,
        kind: 'tenant_export',
        input: {},
        resultPermission: 'jobs:view',
        requestedKind: 'person',
        requestedBy: admin.id,
      }),
    )
  const [task, foreign] = [await make(tenant), await make(other)]
  const { visitor } = await enter(admin)
  const path = `/admin/t/${tenant.clientId}/jobs`
  t.regex((await visitor.get(path)).html, /Waiting/)
  t.is((await visitor.submit(path, `${path}/cancel`, { id: foreign.id })).status, 404)
  t.regex((await visitor.submit(path, `${path}/cancel`, { id: task.id })).html, /The job is cancelled/)
  t.is((await task.reload()).state, 'cancelled')
  t.is((await foreign.reload()).state, 'queued')
})
