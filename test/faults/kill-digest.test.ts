import { type ChildProcess, spawn } from 'node:child_process'
import test from 'ava'
import { startMailServer } from '../helpers/mail-server.ts'
import { root } from '../helpers/scan-source.ts'
import { makeFilledDataDir } from './place.ts'
import { newSeed, openRandom } from './random.ts'

const kills = Number(process.env.DIGEST_KILLS ?? 20)
const readers = Number(process.env.DIGEST_READERS ?? 60)

const start = (words: string[]): { child: ChildProcess; ended: Promise<string> } => {
  const child = spawn(process.execPath, ['test/faults/digest-program.ts', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  return { child, ended: new Promise((resolve) => child.once('close', () => resolve(stdout))) }
}

test('a process that dies again and again in a digest sends nobody two, and leaves at most one unsure each time', async (t) => {
  t.timeout(kills * 15_000 + 60_000)
  const seed = newSeed()
  t.log(`FAULT_SEED=${seed}`)
  const random = openRandom(seed)
  const dataDir = await makeFilledDataDir(t)
  await start([dataDir, 'plant', String(readers)]).ended
  let running: ChildProcess | null = null
  let untilDeath = 0
  let died = 0
  const begun = new Set<number>()
  const server = await startMailServer(t, {
    treat: (count) => {
      // Asked for the recipient first, and again when the text is there.
      if (!begun.has(count)) {
        begun.add(count)
        return 'accept'
      }
      untilDeath -= 1
      if (untilDeath !== 0 || died >= kills) return 'accept'
      died += 1
      // Some die with the text given and no answer, some a moment later, with the next one in hand.
      if (random() < 0.5) {
        running?.kill('SIGKILL')
        return 'hang'
      }
      setTimeout(() => running?.kill('SIGKILL'), Math.floor(random() * 30))
      return 'accept'
    },
  })
  let states: Record<string, number> | null = null
  while (states === null) {
    untilDeath = 1 + Math.floor(random() * 4)
    const { child, ended } = start([dataDir, 'send', server.url])
    running = child
    const stdout = await ended
    if (child.signalCode === null) states = JSON.parse(stdout)
  }
  const reached = new Set(server.received.flatMap(({ to }) => to))
  t.is(reached.size, server.received.length, 'nobody got two')
  const { sent = 0, unknown = 0, ...others } = states
  t.log(`${died} kills: ${sent} sent, ${unknown} unsure, ${server.received.length} arrived`)
  t.deepEqual(others, {})
  t.is(sent + unknown, readers)
  t.true(unknown <= died, 'at most one a kill')
  t.true(server.received.length >= sent, 'what counts as sent arrived')
})
