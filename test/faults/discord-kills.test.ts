import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { isAnswer } from '../helpers/discord-desk.ts'
import { openDiscordProgram } from './discord-program.ts'
import { newSeed, openRandom } from './random.ts'

const kills = Number(process.env.FAULT_KILLS ?? 20)
const threads = 4
const longestLifeMs = 2_500
const question = 'indice de Mac chez les 18-34 ans'

test.serial(
  'killed at any moment, with sockets dropped in between: every question in its threads is answered, and once',
  async (t) => {
    t.timeout(120_000 + kills * 40_000)
    const seed = newSeed()
    t.log(`FAULT_SEED=${seed}`)
    const random = openRandom(seed)
    const program = await openDiscordProgram(t, { discord: { messageContent: true } })
    const { world, guild, general } = program
    const bob = world.addUser({ name: 'Bob' }).id
    world.join(guild, bob)
    const answers = (thread: string): number => world.messages(thread).filter(isAnswer).length
    const bugs: string[] = []

    let server = program.launch()
    await program.bind(await server.ready)
    const places: { thread: string; asked: number }[] = []
    for (let at = 0; at < threads; at++) {
      const { id } = await world.user(bob).mention(general, question)
      const thread = await world.until(() => world.messages(general).find((one) => one.id === id)?.thread, {
        timeoutMs: 30_000,
      })
      places.push({ thread, asked: 1 })
    }
    for (const { thread } of places) await world.until(() => answers(thread) === 1, { timeoutMs: 30_000 })

    for (let round = 0; round < kills; round++) {
      for (const place of places) {
        await world.user(bob).say(place.thread, question)
        place.asked++
        if (random() < 0.3) world.gateway.drop()
        await wait(random() * 150)
      }
      await wait(random() * longestLifeMs)
      bugs.push(...server.bugs)
      await server.kill()
      server = program.launch()
      // Some are killed before they are ready.
      if (random() < 0.8) await server.ready
      else server.ready.catch(() => undefined)
    }
    await server.ready
    for (const { thread, asked } of places)
      await world.until(() => answers(thread) >= asked, {
        timeoutMs: 90_000,
        what: `${asked} answers in a thread`,
      })
    // Whatever would come a second time has the time to.
    await wait(3_000)
    t.deepEqual(
      places.map(({ thread }) => answers(thread)),
      places.map(({ asked }) => asked),
    )
    t.is(await server.stop(), 0)
    t.deepEqual([...bugs, ...server.bugs], [])
    t.deepEqual(world.violations, [])
  },
)
