import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import test, { type ExecutionContext } from 'ava'
import { operatorActor, personActor, type TenantActor } from '../../../core/access/can.ts'
import { AppError } from '../../../core/errors.ts'
import { checkCredential, type ListedModel } from '../../../core/llm/check-credential.ts'
import { type FailureKind, failureKinds, ProviderFailure, type Target } from '../../../core/llm/provider.ts'
import { type FailingCredential, noteCredentialUse } from '../../../core/tenancy/credential-use.ts'
import {
  type CredentialServices,
  deleteCredential,
  listCredentials,
  readCredentialKeys,
  storeCredential,
} from '../../../core/tenancy/credentials.ts'
import { createProfile, deleteProfile, listProfiles } from '../../../core/tenancy/profiles.ts'
import { suspendTenant } from '../../../core/tenancy/tenants.ts'
import { currentTransaction } from '../../../db/connection.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'
import { root } from '../../helpers/scan-source.ts'

const database = shareTestDatabase(test)
const page = { limit: 200, after: null }
const { signal } = new AbortController()
const key = (name: string): string => `sk-${name}-${'x'.repeat(20)}wxyz`

/** A provider that knows these keys; `failure` is what it does instead of answering. */
const openProvider = (...known: string[]) => {
  const asked: Target[] = []
  const state = {
    failure: null as FailureKind | null,
    models: [{ id: 'sage-1', shutdownDate: '2027-01-14' }],
    whileAsked: () => {},
  }
  const clientFor: Parameters<typeof checkCredential>[0]['clientFor'] = (target) => ({
    complete: () => Promise.reject(new Error('nobody asked for that')),
    listModels: async (signal) => {
      asked.push(target)
      state.whileAsked()
      if (signal.aborted) throw new ProviderFailure({ kind: 'cancelled' })
      if (currentTransaction()) throw new Error('a provider is asked inside a transaction')
      if (state.failure) throw new ProviderFailure({ kind: state.failure, cause: new Error(target.apiKey) })
      if (!known.includes(target.apiKey)) throw new ProviderFailure({ kind: 'auth', status: 401 })
      return state.models
    },
  })
  return { asked, state, known, clientFor }
}

interface Desk extends CredentialServices {
  actor: TenantActor
  provider: ReturnType<typeof openProvider>
  noted: [string, string, ListedModel[]][]
  forgotten: string[]
  put(
    apiKey: string,
    more?: Partial<Parameters<typeof storeCredential>[2]>,
  ): ReturnType<typeof storeCredential>
  keys(): ReturnType<typeof readCredentialKeys>
  acts(): Promise<{ action: string; outcome: string; details: unknown }[]>
}

/** A tenant of its own, its admin, and a provider. */
const openDesk = async (...known: string[]): Promise<Desk> => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const person = await withTenant(db, tenantId, () =>
    db.models.Person.create({ tenantId, fullName: 'An Admin', role: 'admin' }),
  )
  const actor = personActor({ id: person.id, tenantId, role: 'admin' })
  const provider = openProvider(...known)
  const noted: Desk['noted'] = []
  const forgotten: string[] = []
  const services: CredentialServices = {
    db,
    masterKey: randomBytes(32),
    check: (candidate, signal) =>
      checkCredential(
        {
          clientFor: provider.clientFor,
          baseUrlOf: (name) => (name === 'compatible' ? null : `https://${name}.example`),
        },
        candidate,
        signal,
      ),
    noteShutdowns: async (...what) => void noted.push(what),
    forgetClient: (id) => void forgotten.push(id),
  }
  return {
    ...services, actor, provider, noted, forgotten,
    put: (apiKey, more = {}) =>
      storeCredential(services, actor, { provider: 'openai', apiKey, baseUrl: null, profile: null, signal, ...more }),
    keys: () => readCredentialKeys(db, services.masterKey, tenantId),
    acts: () =>
      withTenant(db, tenantId, () =>
        db.models.AuditEvent.findAll({ where: { tenantId }, order: [['id', 'ASC']] }),
      ),
  } // biome-ignore format: one object
}

const refusal = async (t: ExecutionContext, work: Promise<unknown>, code: string): Promise<AppError> => {
  const error = await t.throwsAsync(work, { instanceOf: AppError, code })
  return error as AppError
}

const names = (acts: { action: string }[]): string[] => acts.map(({ action }) => action)

test('a key that the provider accepts is stored sealed, and calls get it', async (t) => {
  const desk = await openDesk(key('good'))
  const { db, actor } = desk
  const row = await desk.put(`  ${key('good')}\n`)
  t.is(row.lastFour, 'wxyz')
  t.is(row.profile.name, 'default')
  const [target] = desk.provider.asked
  t.like(target, { apiKey: key('good'), baseUrl: 'https://openai.example', isGuarded: false })
  t.false(JSON.stringify(row).includes(key('good')))
  t.deepEqual(
    [...(await desk.keys())],
    [['openai', { credentialId: row.id, apiKey: key('good'), baseUrl: null }]],
  )
  t.deepEqual(names(await desk.acts()), ['credential.stored'])
  t.deepEqual(desk.noted, [[actor.tenantId, 'openai', [{ id: 'sage-1', shutdownDate: '2027-01-14' }]]])
  const stored = await withTenant(db, actor.tenantId, () => db.models.Credential.findAll({ raw: true }))
  t.is(stored.length, 1)
  t.false(JSON.stringify(stored).includes('sk-good'))
})

test('a key of the wrong form is refused without asking anybody', async (t) => {
  const desk = await openDesk()
  const wrong: [Parameters<Desk['put']>[1], string][] = [
    [{}, 'pk-0123456789abcdef'],
    [{}, 'sk-short'],
    [{}, `sk-with space-${'x'.repeat(20)}`],
    [{}, `sk-é-${'x'.repeat(20)}`],
    [{}, `sk-x\r\nX-Other: 1-${'x'.repeat(20)}`],
    [{}, `sk-${'x'.repeat(20_000)}`],
    [{}, '   '],
    [{ provider: 'anthropic' }, key('good')],
    [{ provider: 'deepseek' }, 'something-else-0123'],
    [{ provider: 'compatible', baseUrl: 'https://a.example' }, 'a\u0000b'],
  ]
  for (const [more, apiKey] of wrong) await refusal(t, desk.put(apiKey, more), 'invalid_credential')
  t.deepEqual(desk.provider.asked, [])
  t.deepEqual(await listCredentials(desk.db, desk.actor, page), [])
})

const fatal: FailureKind[] = ['auth', 'quota', 'rejected', 'gone', 'malformed']

test('whatever the provider does instead of accepting a key, nothing is stored and the reason is told', async (t) => {
  const desk = await openDesk(key('good'), key('next'))
  const before = await desk.put(key('good'))
  for (const failure of failureKinds) {
    desk.provider.state.failure = failure
    const code =
      failure === 'blocked'
        ? 'url_not_allowed'
        : fatal.includes(failure)
          ? 'invalid_credential'
          : 'provider_unavailable'
    const error = await refusal(t, desk.put(key('next')), code)
    t.is(error.cause, undefined, 'the cause may hold the key')
  }
  desk.provider.state.failure = null
  await refusal(t, desk.put(key('unknown')), 'invalid_credential')
  t.is((await desk.keys()).get('openai')?.apiKey, key('good'), 'the key that was there stays')
  t.deepEqual(names(await desk.acts()), ['credential.stored'])
  t.is((await listCredentials(desk.db, desk.actor, page)).length, 1)
  t.is(before.lastFour, 'wxyz')
})

test('who leaves while the provider is asked ends the check', async (t) => {
  const desk = await openDesk(key('good'))
  const leaving = new AbortController()
  desk.provider.state.whileAsked = () => leaving.abort()
  await refusal(t, desk.put(key('good'), { signal: leaving.signal }), 'provider_unavailable')
  t.is((await desk.keys()).size, 0)
})

test('an address of the tenant is judged first, and marked as one', async (t) => {
  const desk = await openDesk('any-key')
  const own = { provider: 'compatible', baseUrl: 'https://models.example/v1' } as const
  await refusal(t, desk.put('any-key', { ...own, baseUrl: 'http://127.0.0.1:1' }), 'url_not_allowed')
  await refusal(t, desk.put('any-key', { ...own, baseUrl: null }), 'invalid_credential')
  t.deepEqual(desk.provider.asked, [])
  const row = await desk.put('any-key', own)
  t.is(row.lastFour, '', 'of a short key nothing is shown')
  t.like(desk.provider.asked[0], { isGuarded: true, baseUrl: own.baseUrl })
  t.is((await desk.keys()).get('compatible')?.baseUrl, own.baseUrl)
})

test('another key in place of one keeps the credential, every chat and every assistant', async (t) => {
  const desk = await openDesk(key('old'), key('new'))
  const { db, actor } = desk
  const { tenantId } = actor
  const old = await desk.put(key('old'))
  const { Assistant, Conversation, Message } = db.models
  await withTenant(db, tenantId, async () => {
    const assistant = await Assistant.create({ tenantId, name: 'An assistant', theme: 'food' })
    const place = { tenantId, assistantId: assistant.id, platform: 'web', place: 'p' }
    const conversation = await Conversation.create(place)
    const said = {
      tenantId,
      conversationId: conversation.id,
      position: 0,
      role: 'user',
      content: 'a',
    } as const
    await Message.create(said)
  })
  const rows = () =>
    withTenant(db, tenantId, async () => [
      await Assistant.findAll({ where: { tenantId }, raw: true }),
      await Conversation.findAll({ where: { tenantId }, raw: true }),
      await Message.findAll({ where: { tenantId }, raw: true }),
    ])
  const before = await rows()
  await noteCredentialUse(db, { tenantId, credentialId: old.id, outcome: 'failed' })
  const replaced = await desk.put(key('new'))
  t.is(replaced.id, old.id)
  t.is(replaced.failingSince, null)
  t.deepEqual(desk.forgotten, [old.id, old.id], 'no client keeps the old key')
  t.is((await desk.keys()).get('openai')?.apiKey, key('new'))
  t.deepEqual(await rows(), before)
  t.deepEqual(
    before.map((some) => some.length),
    [1, 1, 1],
  )
  t.is(names(await desk.acts()).at(-1), 'credential.replaced')
})

test('only who manages credentials may; a suspended tenant stores none', async (t) => {
  const desk = await openDesk(key('good'))
  const { db, actor } = desk
  const { tenantId } = actor
  for (const role of ['marketing', 'it', 'finance', 'management'] as const) {
    const other = personActor({ id: actor.id, tenantId, role })
    const given = { provider: 'openai', apiKey: key('good'), baseUrl: null, profile: null, signal } as const
    await refusal(t, storeCredential(desk, other, given), 'forbidden')
    await refusal(t, (async () => listCredentials(db, other, page))(), 'forbidden')
    await refusal(t, (async () => deleteCredential(desk, other, given))(), 'forbidden')
    await refusal(t, (async () => listProfiles(db, other))(), 'forbidden')
    await refusal(t, createProfile(db, other, { name: 'a', isCurrent: true }), 'forbidden')
    await refusal(t, (async () => deleteProfile(db, other, 'a'))(), 'forbidden')
  }
  const { clientId } = await asOwner(db, () => db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true }))
  await suspendTenant(db, operatorActor(actor.id, null), clientId)
  await refusal(t, desk.put(key('good')), 'tenant_suspended')
  await refusal(t, createProfile(db, actor, { name: 'a', isCurrent: true }), 'tenant_suspended')
  t.deepEqual(desk.provider.asked, [])
})

test('calls use the current profile’s keys', async (t) => {
  const desk = await openDesk(key('one'), key('two'))
  const { db, actor } = desk
  t.deepEqual(await listProfiles(db, actor), [
    { name: 'default', isCurrent: true, providers: [], createdAt: null },
  ])
  await desk.put(key('one'))
  t.true((await createProfile(db, actor, { name: 'Client A', isCurrent: false })).isNew)
  await desk.put(key('two'), { profile: 'client a' })
  t.is((await desk.keys()).get('openai')?.apiKey, key('one'))
  t.false((await createProfile(db, actor, { name: 'Client A', isCurrent: true })).isNew)
  t.is((await desk.keys()).get('openai')?.apiKey, key('two'))
  const shown = (await listProfiles(db, actor)).map(({ name, isCurrent, providers }) => [
    name,
    isCurrent,
    providers,
  ])
  t.deepEqual(shown, [
    ['default', false, ['openai']],
    ['Client A', true, ['openai']],
  ])
  await refusal(t, desk.put(key('one'), { profile: 'nobody’s' }), 'invalid_value')
  await refusal(t, createProfile(db, actor, { name: 'CLIENT A', isCurrent: false }), 'conflict')
  await refusal(t, deleteProfile(db, actor, 'Client A'), 'conflict')
  await refusal(t, deleteProfile(db, actor, 'default'), 'conflict')
  await refusal(t, deleteProfile(db, actor, 'nobody’s'), 'not_found')
  await deleteCredential(desk, actor, { provider: 'openai', profile: 'default' })
  await deleteProfile(db, actor, 'default')
  await refusal(t, deleteCredential(desk, actor, { provider: 'openai', profile: 'default' }), 'not_found')
  await deleteCredential(desk, actor, { provider: 'openai', profile: null })
  t.is((await desk.keys()).size, 0)
  t.deepEqual(names(await desk.acts()), [
    'credential.stored', 'credential_profile.created', 'credential.stored', 'credential_profile.switched',
    'credential.deleted', 'credential_profile.deleted', 'credential.deleted',
  ]) // biome-ignore format: a list
})

test('who come at the same time: one default profile, one credential, one current profile', async (t) => {
  const desk = await openDesk(key('one'), key('two'))
  const { db, actor } = desk
  await Promise.all([
    desk.put(key('one')),
    desk.put(key('two')),
    desk.put(key('one'), { provider: 'deepseek' }),
  ])
  t.is((await listCredentials(db, actor, page)).length, 2)
  await Promise.all(['a', 'b', 'c', 'a'].map((name) => createProfile(db, actor, { name, isCurrent: true })))
  const profiles = await listProfiles(db, actor)
  t.deepEqual(profiles.map(({ name }) => name).sort(), ['a', 'b', 'c', 'default'])
  t.is(profiles.filter(({ isCurrent }) => isCurrent).length, 1)
})

test('another tenant’s keys are not there', async (t) => {
  const [desk, other] = [await openDesk(key('mine')), await openDesk(key('mine'))]
  const row = await desk.put(key('mine'))
  t.is((await other.keys()).size, 0)
  t.deepEqual(await listCredentials(other.db, other.actor, page), [])
  await refusal(t, deleteCredential(other, other.actor, { provider: 'openai', profile: null }), 'not_found')
  const use = { tenantId: other.actor.tenantId, credentialId: row.id, outcome: 'failed' } as const
  await noteCredentialUse(other.db, use, () => Promise.reject(new Error('told of another tenant’s key')))
  t.deepEqual(await other.acts(), [])
  t.is((await listCredentials(desk.db, desk.actor, page))[0]?.failingSince ?? null, null)
})

test('a row that was given another tenant’s, or another row’s, sealed key does not open', async (t) => {
  const [desk, other] = [await openDesk(key('mine')), await openDesk(key('other'))]
  const { db } = desk
  await desk.put(key('mine'))
  await desk.put(key('mine'), { provider: 'deepseek' })
  await other.put(key('other'))
  const rows = await listCredentials(db, desk.actor, page)
  const set = (tenantId: string, sealed: string) =>
    withTenant(db, tenantId, () =>
      db.models.Credential.update({ sealed }, { where: { tenantId, provider: 'openai' } }),
    )
  const sealedOf = async ({ actor }: Desk, provider: string): Promise<string> => {
    const where = { tenantId: actor.tenantId, provider }
    const row = await withTenant(db, actor.tenantId, () => db.models.Credential.findOne({ where }))
    return row!.sealed
  }
  t.is(rows.length, 2)
  await set(desk.actor.tenantId, await sealedOf(other, 'openai'))
  await refusal(t, desk.keys(), 'secret_unreadable')
  await set(desk.actor.tenantId, await sealedOf(desk, 'deepseek'))
  await refusal(t, desk.keys(), 'secret_unreadable')
})

test('of use the trail has a day’s first, and when a key begins to fail, which is told once', async (t) => {
  const desk = await openDesk(key('good'))
  const { db, actor } = desk
  const { tenantId } = actor
  const { id: credentialId } = await desk.put(key('good'))
  const told: FailingCredential[] = []
  const note = (outcome: 'ok' | 'failed') =>
    noteCredentialUse(db, { tenantId, credentialId, outcome }, async (failing) => {
      t.is(currentTransaction(), null)
      told.push(failing)
    })
  const read = async () => (await listCredentials(db, actor, page))[0]!
  await note('ok')
  await note('ok')
  t.truthy((await read()).lastUsedAt)
  await Promise.all([note('failed'), note('failed'), note('failed')])
  t.deepEqual(told, [{ tenantId, credentialId, provider: 'openai', lastFour: 'wxyz' }])
  const since = (await read()).failingSince
  t.truthy(since)
  await note('failed')
  t.deepEqual((await read()).failingSince, since)
  await note('ok')
  t.is((await read()).failingSince, null)
  await note('failed')
  t.is(told.length, 2, 'again, after it had worked')
  await withTenant(db, tenantId, () =>
    db.models.Credential.update({ lastUsedAt: new Date(Date.now() - 86_400_000) }, { where: { tenantId } }),
  )
  await note('failed')
  const acts = names(await desk.acts()).filter((name) => name !== 'credential.stored')
  t.is(acts.filter((name) => name === 'credential.refused').length, 2)
  // A day may end while this runs.
  t.true([2, 3].includes(acts.filter((name) => name === 'credential.used').length))
  await deleteCredential(desk, actor, { provider: 'openai', profile: null })
  await t.notThrowsAsync(note('failed'))
  t.is(told.length, 2)
})

test('an operator acts in the tenant that he names, and the trail says so', async (t) => {
  const desk = await openDesk(key('good'))
  const { db, actor } = desk
  const operator = operatorActor('01a00000-0000-7000-8000-0000000000bb', actor.tenantId)
  const given = { provider: 'openai', apiKey: key('good'), baseUrl: null, profile: null, signal } as const
  const row = await storeCredential(desk, operator, given)
  t.is(row.createdBy, null)
  const [act] = await withTenant(db, actor.tenantId, () => db.models.AuditEvent.findAll())
  t.like(act, { actorKind: 'operator', actorId: operator.id, permission: 'credentials:manage' })
})

test('of a key nothing is left: not in logs, answers, errors, the trail, or a backup', (t) => {
  const names = ['GOOD_KEY', 'BAD_KEY', 'LOST_KEY'] as const
  const keys = Object.fromEntries(names.map((name) => [name, `sk-${randomBytes(18).toString('hex')}`]))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['test/core/tenancy/key-traces.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...keys, LOG_LEVEL: 'trace' },
    maxBuffer: 64 * 1024 * 1024,
  })
  t.is(status, 0, stderr)
  const left = JSON.parse(stdout)
  t.like(left, {
    isReadable: true,
    isReadableAfter: true,
    statuses: [200, 422, 503, 422, 200],
    rotated: { rewrapped: 1, already: 0, workspaces: 0, unreadable: 0 },
  })
  // What is looked through is all there.
  t.true(stderr.includes('as a bug would be') && stderr.includes('"kind":"access"'))
  t.is(left.errors.length, 4)
  t.is(left.told.lastFour, keys.GOOD_KEY!.slice(-4))
  const actions = left.audit.map(({ action }: { action: string }) => action)
  for (const action of ['stored', 'replaced', 'used', 'refused'])
    t.true(actions.includes(`credential.${action}`))
  t.regex(left.dump, /"table":"credentials".*v1\./)
  for (const [name, key] of Object.entries(keys)) {
    const middle = key.slice(3, -4)
    const forms = [middle, Buffer.from(key).toString('base64').slice(4, -4), Buffer.from(key).toString('hex')]
    for (const form of forms) {
      t.false(stderr.includes(form), `${name} in the logs`)
      for (const [place, what] of Object.entries(left))
        t.false(JSON.stringify(what).includes(form), `${name} in ${place}`)
    }
  }
})
