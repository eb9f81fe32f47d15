import { readFile } from 'node:fs/promises'
import test from 'ava'
import { asOwner } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { type DiscordTown, openDiscordTown } from '../helpers/discord-town.ts'
import { demoFile } from '../helpers/slack-desk.ts'

const question = 'indice de Mac chez les 18-34 ans'
let town: DiscordTown
const shared = afterAll(test)
test.before(async () => {
  town = await openDiscordTown(shared, { actsPerMinute: 12 })
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

/** Somebody new, whose acts are counted by themselves. */
const newcomer = (given: { isManager?: boolean; name?: string } = {}): string => {
  const { world, guild } = town
  const user = world.addUser({ name: given.name ?? 'Zoe', locale: 'en-US' }).id
  world.join(guild, user, { isManager: given.isManager ?? false })
  return user
}

const threadOf = (channel: string, id: string) =>
  town.world.until(() => town.world.messages(channel).find((one) => one.id === id)?.thread, {
    what: 'a thread',
  })

/** In the channel, and to this person alone: what offers a choice is nobody else's business. */
const toldTo = (user: string) => [
  ...town.said(town.general),
  ...town.said(town.world.user(user).directChannel()),
]

const everythingSaid = () => town.world.calls.map(({ body }) => JSON.stringify(body ?? '')).join('\n')

test.serial('without the Message Content intent mentions and replies are enough', async (t) => {
  const { world, general, answered, said } = town
  const zoe = newcomer()
  const asked = await world.user(zoe).mention(general, question)
  const thread = await threadOf(general, asked.id)
  const answer = await answered(thread)
  await world.user(zoe).say(thread, 'et chez les 35-64 ans ?')
  await town.quiet()
  t.is(said(thread).length, 1, 'what it may not read it does not answer')
  await world.user(zoe).say(thread, 'et chez les 35-64 ans ?', { replyTo: answer.id })
  t.regex((await answered(thread, 2)).words, /35-64/)
  await world.user(zoe).mention(thread, 'et chez les 18-34 ans ?')
  t.regex((await answered(thread, 3)).words, /18-34/)
})

test.serial('a server of another tenant learns nothing of this one', async (t) => {
  const { world, openTenant, bind, said } = town
  const other = world.addGuild({ name: 'Other' }).id
  const admin = world.addUser({ name: 'Max', locale: 'en-US' }).id
  world.join(other, admin, { isManager: true })
  const room = world.addChannel({ guild: other, name: 'room' }).id
  const tenant = await openTenant()
  await bind(tenant, admin, room)
  await world.user(admin).mention(room, question)
  const word = await world.until(() => said(room).at(-1), { what: 'a word' })
  t.notRegex(word.words, /Masculinités|Mac chez/)
  await town.quiet()
  const shown = world
    .messages(room)
    .map(({ words }) => words)
    .join('\n')
  t.notRegex(shown, /Masculinités/)
})

test.serial('mentions that people or models write notify nobody', async (t) => {
  const { world, general, ada } = town
  const zoe = newcomer()
  const asked = await world
    .user(zoe)
    .mention(general, `@everyone <@${ada}> indice de <@&1> chez les 18-34 ans`)
  const thread = await threadOf(general, asked.id)
  await town.answered(thread)
  await town.quiet()
  const ours = [general, thread]
    .flatMap((place) => world.messages(place))
    .filter(({ isFromApp }) => isFromApp)
  t.true(ours.length > 0)
  for (const { pings } of ours) t.deepEqual(pings, [])
})

test.serial('a suspended tenant answers nobody', async (t) => {
  const { world, core, tenant, general, said } = town
  const zoe = newcomer()
  const suspend = (isActive: boolean) =>
    asOwner(core.db, () => core.db.models.Tenant.update({ isActive }, { where: { id: tenant.tenantId } }))
  await suspend(false)
  const before = said(general).length
  const asked = await world.user(zoe).mention(general, question)
  const words = () => {
    const thread = world.messages(general).find(({ id }) => id === asked.id)?.thread
    return [...said(general).slice(before), ...(thread ? said(thread) : [])].map((one) => one.words).join()
  }
  await world.until(() => /suspended|suspendu/i.test(words()), { what: 'a word' })
  await town.quiet()
  await suspend(true)
  t.notRegex(words(), /Mac/)
})

test.serial('who writes all the time is told once, and keeps nobody else waiting', async (t) => {
  const { world, general, said } = town
  const [loud, calm] = [newcomer({ name: 'Loud' }), newcomer({ name: 'Calm' })]
  const before = said(general).length
  for (let i = 0; i < 16; i++) await world.user(loud).mention(general, '')
  const asked = await world.user(calm).mention(general, question)
  await town.answered(await threadOf(general, asked.id))
  await town.quiet()
  const told = said(general)
    .slice(before)
    .filter(({ words }) => /too many|trop de/i.test(words))
  t.is(told.length, 1)
})

test.serial('a file is fetched at once, and becomes a dataset of who may bring one', async (t) => {
  const { world, general, said } = town
  const file = { name: 'masculinites.csv', bytes: await readFile(demoFile) }
  const boss = newcomer({ isManager: true, name: 'Boss' })
  await world.user(boss).mention(general, '', { files: [file] })
  const card = await world.until(
    () => toldTo(boss).find(({ buttons, words }) => buttons.length > 0 && /masculinites/.test(words)),
    { what: 'the card of the file' },
  )
  t.regex(card.words, /masculinites/)
  const zoe = newcomer()
  const count = said(general).length
  await world.user(zoe).mention(general, '', { files: [file] })
  const word = await world.until(() => said(general)[count], { what: 'a word' })
  t.regex(word.words, /right to bring files|le droit d’apporter/)
  await town.quiet()
  t.notRegex(everythingSaid(), /cdn\/attachments/, 'no address of a file is told again')
})

test.serial('of many files five are read, a bad one says nothing about the others', async (t) => {
  const { world, general } = town
  const boss = newcomer({ isManager: true, name: 'Boss' })
  const good = await readFile(demoFile)
  const files = [0, 1, 2, 3, 4, 5].map((at) => ({
    name: `file-${at}.csv`,
    bytes: at === 1 ? Buffer.from('MZ\0\0not a table') : good,
  }))
  await world.user(boss).mention(general, '', { files })
  const words = () =>
    toldTo(boss)
      .map((one) => one.words)
      .join('\n')
  await world.until(() => /5 files|5 fichiers/.test(words()), { what: 'the end of the list' })
  for (const at of [0, 2, 3, 4]) t.regex(words(), new RegExp(`file-${at}`))
  t.notRegex(words(), /file-5/)
})
