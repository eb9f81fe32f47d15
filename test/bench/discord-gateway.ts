/**
 * 50,000 messages between people of 1,000 servers, heard by a process of its own, and the heap that they leave behind.
 * Asked: no more than 20 MB. Of all of them nothing is stored.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { printResult } from '../helpers/bench-result.ts'
import { startDiscord } from '../helpers/discord/discord-world.ts'

const servers = 1_000
const messages = 50_000
const chunk = 500
const bench = 'discord-gateway'
const program = fileURLToPath(new URL('../helpers/discord-gateway-program.ts', import.meta.url))

const ask = async (child: ChildProcess, asked: string): Promise<number> => {
  child.send(asked)
  for (;;) {
    const [told] = (await once(child, 'message')) as [{ asked: string; value: number }]
    if (told.asked === asked) return told.value
  }
}

const untilNothingChanges = async (look: () => Promise<number>): Promise<number> => {
  let last = -1
  for (;;) {
    const now = await look()
    if (now === last) return now
    last = now
    await wait(1_000)
  }
}

const closers: (() => unknown)[] = []
const world = await startDiscord({ teardown: (close: () => unknown) => void closers.push(close) } as never)
const places = Array.from({ length: servers }, (_, at) => {
  const guild = world.addGuild({ name: `server ${at}` }).id
  return { guild, channel: world.addChannel({ guild, name: 'general' }).id }
})
const child = fork(program, [world.apiUrl, world.token], { execArgv: ['--expose-gc'] })
await once(child, 'message')
await world.gateway.connected()
const stored = await untilNothingChanges(() => ask(child, 'stored'))
const before = await ask(child, 'heap')
const cpuBefore = await ask(child, 'cpu')
const startedAt = performance.now()
const firstId = BigInt(places[0]!.channel) + 1_000_000n
for (let at = 0; at < messages; at++) {
  const { guild, channel } = places[at % servers]!
  world.gateway.dispatch({
    t: 'MESSAGE_CREATE',
    d: {
      id: String(firstId + BigInt(at)), channel_id: channel, guild_id: guild, channel_type: 0, type: 0,
      author: { id: String(firstId - BigInt(1 + (at % 5_000))), username: `somebody ${at}` },
      content: `Something that people say to each other, number ${at}`, member: { roles: [] }, attachments: [],
    },
  }) // biome-ignore format: one message
  if (at % chunk === chunk - 1) await wait(1)
}
while ((await ask(child, 'heard')) < messages) await wait(50)
const seconds = (performance.now() - startedAt) / 1_000
const cpu = (await ask(child, 'cpu')) - cpuBefore
const growth = (await ask(child, 'heap')) - before
const kept = (await ask(child, 'stored')) - stored

printResult({ bench, metric: 'heap growth', value: growth, unit: 'MB', baseline: 20, baseline_is: 'asked' })
printResult({ bench, metric: 'heap with 1,000 servers', value: before, unit: 'MB', baseline: null })
printResult({ bench, metric: 'heard', value: messages / seconds, unit: 'events/s', baseline: null })
printResult({ bench, metric: 'CPU of one', value: cpu / messages, unit: 'us', baseline: null })
child.kill()
for (const close of closers) await close()
if (kept > 0) throw new Error(`${kept} messages between people were stored`)
if (growth > 20) process.exitCode = 1
