import { inspect } from 'node:util'
import test from 'ava'
import { openClients } from '../../../core/llm/open-clients.ts'
import type { Target } from '../../../core/llm/provider.ts'
import { faults, startFaultProvider } from '../../helpers/fault-provider.ts'

const target: Target = {
  name: 'first',
  provider: 'openai',
  model: 'sage-1',
  baseUrl: 'https://models.example.org/v1',
  apiKey: 'sk-canary-1111',
  credentialId: 'credential-1',
  isGuarded: true,
  maxTokens: 100,
  temperature: null,
  prices: null,
}

test('the same address and key is the same client, whatever the model is', (t) => {
  const clients = openClients()
  const client = clients.clientFor(target)
  t.is(clients.clientFor({ ...target, name: 'second', model: 'sage-2', maxTokens: 9 }), client)
  t.is(clients.list().length, 1)
  const others = [
    { credentialId: 'credential-2' },
    { baseUrl: 'https://models.example.org/v2' },
    { provider: 'compatible' as const },
    { isGuarded: false },
    { credentialId: null },
  ]
  for (const other of others) t.not(clients.clientFor({ ...target, ...other }), client)
  t.is(clients.list().length, 1 + others.length)
})

test('a rotated key takes the place of the old one; keys of the deployment stand side by side', (t) => {
  const clients = openClients()
  const old = clients.clientFor(target)
  const rotated = clients.clientFor({ ...target, apiKey: 'sk-canary-2222' })
  t.not(rotated, old)
  t.is(clients.list().length, 1)
  t.not(clients.clientFor(target), old, 'the old key was forgotten')

  const own = { ...target, credentialId: null }
  const first = clients.clientFor(own)
  t.not(clients.clientFor({ ...own, apiKey: 'sk-canary-2222' }), first)
  t.is(clients.clientFor(own), first)
})

test('a rotated key is the one that is sent', async (t) => {
  const provider = await startFaultProvider(t)
  const clients = openClients({ listModelsMs: 600_000 })
  t.teardown(clients.close)
  const { signal } = new AbortController()
  for (const apiKey of ['key-1111', 'key-2222']) {
    const asked = provider.target('openai', { apiKey, credentialId: 'credential-1' })
    await clients.clientFor(asked).listModels(signal)
  }
  t.deepEqual(
    provider.modelRequests.map(({ keyTail }) => keyTail),
    ['1111', '2222'],
  )
})

test('no more clients than allowed are kept: the least recently used goes first', (t) => {
  const clients = openClients({ maxClients: 2 })
  const at = (credentialId: string) => ({ ...target, credentialId })
  const first = clients.clientFor(at('1'))
  const second = clients.clientFor(at('2'))
  clients.clientFor(at('1'))
  clients.clientFor(at('3'))
  t.deepEqual(
    clients.list().map(({ credentialId }) => credentialId),
    ['1', '3'],
  )
  t.is(clients.clientFor(at('1')), first)
  t.not(clients.clientFor(at('2')), second)
})

test('a dropped credential is forgotten, with all of its addresses', (t) => {
  const clients = openClients()
  const old = clients.clientFor(target)
  clients.clientFor({ ...target, baseUrl: 'https://other.example.org/v1' })
  clients.clientFor({ ...target, credentialId: 'credential-2' })
  clients.dropCredential('credential-1')
  t.deepEqual(
    clients.list().map(({ credentialId }) => credentialId),
    ['credential-2'],
  )
  t.not(clients.clientFor(target), old)
})

test('a client that was given up answers what it was asked before', async (t) => {
  const provider = await startFaultProvider(t)
  const clients = openClients({ maxClients: 1 })
  t.teardown(clients.close)
  provider.script(faults.slowFirstToken('Enfin.'))
  const asked = provider.target('openai', { credentialId: 'credential-1' })
  const call = {
    messages: [{ role: 'user' as const, content: 'Bonjour ?' }],
    maxTokens: 10,
    temperature: null,
  }
  const deadlines = { connectMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000 }
  const { signal } = new AbortController()
  const answer = clients.clientFor(asked).complete(asked, call, { signal, deadlines })
  const request = await provider.nextRequest()
  clients.dropCredential('credential-1')
  request.release()
  t.is((await answer).text, 'Enfin.')
})

test('what is shown of a client is its provider, host and credential', (t) => {
  const clients = openClients()
  clients.clientFor({ ...target, baseUrl: 'https://ada:canary@models.example.org:8443/v1/canary?key=canary' })
  t.deepEqual(clients.list(), [
    { provider: 'openai', host: 'models.example.org:8443', credentialId: 'credential-1' },
  ])
  t.notRegex(inspect(clients, { depth: 20, showHidden: true }), /canary/)
})
