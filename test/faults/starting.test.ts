import { spawn } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { startInVain } from '../helpers/spawn-server.ts'
import { openOperator, operatorEnv } from './operator.ts'
import { launchFor, makeDataDir, spawnFor } from './place.ts'
import { newSeed, openRandom } from './random.ts'

/** One paragraph of its own: no stack, no JSON. */
const isOneSentence = (said: string): boolean =>
  !/\n\s+at |^\{/m.test(said) && said.trim().split('\n').length <= 2

test.serial('a second start on the same data folder names the holder and leaves it alone', async (t) => {
  const dataDir = await makeDataDir(t)
  const env = { SEXTANT_DATA_DIR: dataDir, ...operatorEnv }
  const first = await spawnFor(t, env)
  const second = await startInVain(env)
  t.is(second.code, 1)
  t.true(second.said.includes(String(first.pid)), second.said)
  t.true(isOneSentence(second.said), second.said)
  t.log(`refused after ${Math.round(second.tookMs)} ms: ${second.said.trim()}`)
  t.true(second.tookMs < 20_000, `${second.tookMs} ms`)
  const client = await openOperator(first)
  const asked = await client.request('POST', `/v1/assistants/${await client.assistantId()}/chat`, {
    json: { message: 'C’est quoi l’indice ?' },
  })
  t.is(asked.status, 200)
  t.is(await first.stop(), 0)
})

test.serial('a lock that a dead or another process is named in keeps nobody out', async (t) => {
  const dataDir = await makeDataDir(t)
  const path = join(dataDir, 'sextant.lock')
  const first = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir })
  const lock = JSON.parse(await readFile(path, 'utf8'))
  t.is(lock.pid, first.pid)
  await first.kill()
  t.is(JSON.parse(await readFile(path, 'utf8')).pid, first.pid, 'the dead one is still named')
  const second = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir })
  t.is(JSON.parse(await readFile(path, 'utf8')).pid, second.pid)
  t.is(await second.stop(), 0)
  // The number of the dead one was given to somebody else since.
  const stranger = spawn('sleep', ['60'])
  t.teardown(() => stranger.kill())
  await writeFile(path, JSON.stringify({ ...lock, pid: stranger.pid, host: hostname() }))
  const third = await spawnFor(t, { SEXTANT_DATA_DIR: dataDir })
  t.is(JSON.parse(await readFile(path, 'utf8')).pid, third.pid)
  t.is(await third.stop(), 0)
})

test.serial('every ill-formed variable is named in one go, and nothing is started', async (t) => {
  const dataDir = await makeDataDir(t)
  const bad = {
    PORT: '70000',
    PUBLIC_URL: 'sextant',
    SERVICES: 'api,telegram',
    DATABASE_URL: 'mysql://localhost/x',
    MASTER_KEY: 'short',
    ADMIN_EMAIL: 'nobody',
    ADMIN_PASSWORD: 'short',
    SEED_DEMO: 'yes',
    LOG_LEVEL: 'loud',
    METRICS_TOKEN: 'short',
  }
  const all = await startInVain({ SEXTANT_DATA_DIR: join(dataDir, 'all'), ...bad })
  t.is(all.code, 1)
  for (const name of Object.keys(bad)) t.true(all.said.includes(name), `${name} in:\n${all.said}`)
  t.notRegex(all.said, /\n\s+at /)
  await t.throwsAsync(readFile(join(dataDir, 'all', 'sextant.lock')), { code: 'ENOENT' })
  for (const [name, value] of Object.entries(bad)) {
    const beside: Record<string, string> =
      name === 'ADMIN_EMAIL' ? { ADMIN_PASSWORD: operatorEnv.ADMIN_PASSWORD } : {}
    const { code, said } = await startInVain({ SEXTANT_DATA_DIR: dataDir, ...beside, [name]: value })
    t.is(code, 1, name)
    t.true(said.includes(name), said)
  }
})

test.serial('a folder or a server that cannot be used is said in a sentence', async (t) => {
  const dataDir = await makeDataDir(t)
  await writeFile(join(dataDir, 'file'), '')
  const inFile = await startInVain({ SEXTANT_DATA_DIR: join(dataDir, 'file') })
  t.is(inFile.code, 1)
  t.true(isOneSentence(inFile.said), inFile.said)
  const noServer = await startInVain({
    SEXTANT_DATA_DIR: dataDir,
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  })
  t.is(noServer.code, 1)
  t.true(isOneSentence(noServer.said), noServer.said)
  if (process.getuid?.() !== 0) {
    await mkdir(join(dataDir, 'closed'))
    await chmod(join(dataDir, 'closed'), 0o500)
    const closed = await startInVain({ SEXTANT_DATA_DIR: join(dataDir, 'closed') })
    t.is(closed.code, 1)
    t.true(isOneSentence(closed.said), closed.said)
  }
})

test.serial('a port that is taken is said in a sentence', async (t) => {
  const dataDir = await makeDataDir(t)
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await wait(50)
  const { port } = other.address() as { port: number }
  const { code, said } = await startInVain({ SEXTANT_DATA_DIR: dataDir, PORT: String(port) })
  t.is(code, 1)
  t.true(said.includes(String(port)), said)
  const trouble = said.split('\n').filter((line) => !/^(database|worker|api|web|set-up)\s/.test(line))
  t.true(isOneSentence(trouble.join('\n')), said)
  await t.throwsAsync(readFile(join(dataDir, 'sextant.lock')), { code: 'ENOENT' }, 'the lock is given back')
})

test.serial('a first start that is killed again and again still ends with the demo', async (t) => {
  t.timeout(300_000)
  const seed = newSeed()
  const random = openRandom(seed)
  const dataDir = await makeDataDir(t)
  const env = {
    SEXTANT_DATA_DIR: dataDir,
    ADMIN_EMAIL: operatorEnv.ADMIN_EMAIL,
    ADMIN_PASSWORD: operatorEnv.ADMIN_PASSWORD,
  }
  for (let kill = 0; kill < 8; kill++) {
    const server = launchFor(t, env)
    await wait(500 + random() * 3_500)
    await server.kill()
  }
  const server = await spawnFor(t, env)
  const client = await openOperator(server)
  const { body } = await client.request('GET', '/v1/assistants')
  t.is(body.items.length, 1, `FAULT_SEED=${seed}`)
  t.is(await server.stop(), 0)
})
