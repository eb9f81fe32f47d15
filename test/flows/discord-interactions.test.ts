import { readFile } from 'node:fs/promises'
import test from 'ava'
import { createLinkCode } from '../../core/tenancy/link-codes.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { SeenMessage } from '../helpers/discord/discord-world.ts'
import { type DiscordTown, openDiscordTown } from '../helpers/discord-town.ts'
import { demoFile } from '../helpers/slack-desk.ts'

let town: DiscordTown
const shared = afterAll(test)
test.before(async () => {
  town = await openDiscordTown(shared)
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

/** Gives a command in a channel, and what only this person is shown of it. */
const give = async (
  user: string,
  path: string,
  args: Record<string, string> = {},
  channel = town.general,
): Promise<string> => {
  const before = town.world.ephemerals(user).length
  await town.world.user(user).slash(path, args, { channel })
  return (await town.told(user, before)).words
}

const asked = (channel = town.general) =>
  town.said(channel).filter(({ words }) => /asks:|demande/.test(words))

/** Gives a command that asks something. @returns the question's message, and the answer */
const ask = async (user: string, path: string, args: Record<string, string>, channel = town.general) => {
  const before = asked(channel).length
  const outcome = await town.world.user(user).slash(path, args, { channel })
  const question = await town.world.until(() => asked(channel)[before], { what: `the question of ${path}` })
  const place = await town.world.until(() => asked(channel)[before]!.thread, { what: 'its thread' })
  return { outcome, question, place, answer: await town.answered(place) }
}

test.serial('a command is promised an answer at once, for who gave it alone', async (t) => {
  const { bob, general, world } = town
  const before = world.ephemerals(bob).length
  const { kind } = await world.user(bob).slash('help', {}, { channel: general })
  t.is(kind, 'deferred')
  t.regex((await town.told(bob, before)).words, /What you can ask me/)
  t.is(town.said(general).filter(({ words }) => /What you can ask/.test(words)).length, 0)
})

test.serial('ask leaves the question in the channel, and the answer stands in its thread', async (t) => {
  const { outcome, question, place, answer } = await ask(town.bob, 'ask', {
    question: 'indice de Mac chez les 18-34 ans',
  })
  t.is(outcome.kind, 'deferred')
  t.is(outcome.message!.id, question.id, 'the placeholder itself')
  t.regex(question.words, /indice de Mac/)
  t.deepEqual(question.pings, [])
  t.regex(answer.words, /Mac/)
  await town.quiet()
  t.is(town.said(place).length, 1)
})

test.serial('data top shows a figure, and its source is shown to who presses', async (t) => {
  const { bob, world } = town
  const { answer } = await ask(bob, 'data top', {})
  const source = answer.buttons.find((label) => /ource/.test(label))
  t.truthy(source, answer.buttons.join(', '))
  const before = world.ephemerals(bob).length
  const { kind } = await world.user(bob).click(answer, source!)
  t.is(kind, 'deferred_update')
  t.regex((await town.told(bob, before)).words, /masculinites-2018/)
})

test.serial('a thumb down opens a form at once, and its words are kept', async (t) => {
  const { bob, world } = town
  const { answer } = await ask(bob, 'ask', { question: 'indice de Mac chez les 35-64 ans' })
  const down = answer.components.flatMap(
    (one) => JSON.stringify(one).match(/"custom_id":"(answer\.rate[^"]*r=down[^"]*)"/)?.[1] ?? [],
  )
  const { kind, modal } = await world.user(bob).click(answer, down[0]!)
  t.is(kind, 'modal')
  const before = world.ephemerals(bob).length
  await world.user(bob).submit(modal!, { reason: 'trop court' })
  t.regex((await town.told(bob, before)).words, /Thank/)
})

test.serial('hiding asks first, and takes the answer away', async (t) => {
  const { bob, world } = town
  const { answer, place } = await ask(bob, 'ask', { question: 'profil de Mac' })
  const hide = answer.buttons.find((label) => /Hide|Masquer/.test(label))!
  const first = await world.user(bob).click(answer, hide)
  t.is(first.kind, 'modal')
  await world.user(bob).submit(first.modal!, { confirm: 'no' })
  await world.settle()
  t.is(town.said(place).length, 1, 'not after a no')
  const second = await world.user(bob).click(town.said(place)[0]!, hide)
  await world.user(bob).submit(second.modal!, { confirm: 'yes' })
  await world.until(() => town.said(place).length === 0, { what: 'the answer gone' })
})

test.serial('a suggestion is asked where its answer stands', async (t) => {
  const { bob, world } = town
  const { answer, place } = await ask(bob, 'ask', { question: 'indice de Mac chez les 18-34 ans' })
  const custom = JSON.stringify(answer.components).match(/"custom_id":"(answer\.suggest[^"]*)"/)?.[1]
  t.truthy(custom)
  await world.user(bob).click(answer, custom!)
  await town.answered(place, 2)
  const question = town.said(place).find(({ words }) => /asks:/.test(words))!
  t.is(town.said(place).at(-1)!.reference, question.id)
})

test.serial('assistants are suggested while somebody types, to who meets them', async (t) => {
  const { bob, ada, world, general } = town
  const typed = { channel: general }
  const found = await world.user(bob).autocomplete('ask', 'assistant', 'mascu', typed)
  t.deepEqual(
    found.map(({ name }) => name),
    ['Masculinités'],
  )
  t.deepEqual(await world.user(bob).autocomplete('ask', 'assistant', 'nobody', typed), [])
  t.is((await world.user(ada).autocomplete('assistant show', 'assistant', '', typed)).length, 1)
  t.regex(await give(bob, 'assistant show', { assistant: found[0]!.value as string }), /masculinites-2018/)
})

test.serial('the menu of a message opens a form with its words, and what is sent is asked', async (t) => {
  const { bob, ada, world, general } = town
  const message = await world.user(ada).say(general, 'indice de Mac chez les 18-34 ans')
  const before = asked().length
  const { kind, modal } = await world.user(bob).menu('Ask about this', message)
  t.is(kind, 'modal')
  t.regex(modal!.fields[0]!.value as string, /indice de Mac/)
  await world.user(bob).submit(modal!, { question: 'indice de Mac chez les 35-64 ans' })
  const question = await world.until(() => asked()[before])
  t.regex(question.words, /35-64/)
  t.regex((await town.answered(await world.until(() => asked()[before]!.thread))).words, /Mac/)
})

test.serial('a private assistant answers one person, and nothing of it stands in the channel', async (t) => {
  const { ada, world, tenant, guild } = town
  await tenant.makeAssistant('Étude privée')
  const room = world.addChannel({ guild, name: 'salon' }).id
  const before = world.ephemerals(ada).length
  await world
    .user(ada)
    .slash(
      'ask',
      { assistant: 'Étude privée', question: 'indice de Mac chez les 18-34 ans' },
      { channel: room },
    )
  await town.quiet()
  const told = world.ephemerals(ada).slice(before)
  t.true(
    told.some(({ buttons, words }) => buttons.length > 0 && /Mac/.test(words)),
    told.map(({ words }) => words).join('\n'),
  )
  t.deepEqual(world.messages(room), [])
})

test.serial('who has no right is told so, whatever Discord lets them press', async (t) => {
  t.regex(await give(town.bob, 'assistant new'), /right|permission/i)
  t.regex(await give(town.bob, 'assistant stats'), /right|permission/i)
})

test.serial('an assistant is made by a form with a file, before the eyes of who made it', async (t) => {
  const { ada, world, general } = town
  const { kind, modal } = await world
    .user(ada)
    .slash('assistant new', { name: 'Nouveau' }, { channel: general })
  t.is(kind, 'modal')
  const before = world.ephemerals(ada).length
  const bytes = await readFile(demoFile)
  const names = modal!.fields.map(({ customId }) => customId)
  t.true(names.includes('file'), names.join())
  await world.user(ada).submit(modal!, { theme: 'tech' }, { files: { file: [{ name: 'tgi.csv', bytes }] } })
  const ready = () =>
    world
      .ephemerals(ada)
      .slice(before)
      .find(({ words }) => /est prêt/.test(words))
  const told = await world.until(ready, { what: 'an assistant that is ready' })
  t.true(told.edits > 0, 'one card that went on')
  t.true(told.buttons.length > 0)
  t.regex(await give(ada, 'assistant list'), /Nouveau/)
})

test.serial(
  'a form with faults gives back what was typed, and a button opens it with that again',
  async (t) => {
    const { ada, world, general } = town
    const { modal } = await world.user(ada).slash('assistant new', { name: 'Retour' }, { channel: general })
    const bytes = await readFile(demoFile)
    const before = world.ephemerals(ada).length
    const typed = { name: '??', theme: 'loisirs & <@1>', audience: 'public' }
    await world.user(ada).submit(modal!, typed, { files: { file: [{ name: 'tgi.csv', bytes }] } })
    const isOfFaults = ({ buttons }: SeenMessage): boolean => buttons.includes('Rouvrir le formulaire')
    const card = await world.until(() => world.ephemerals(ada).slice(before).find(isOfFaults), {
      what: 'a card of faults',
    })
    t.regex(card.words, /Nom\*\*\n✗ .+\n> \?\?/)
    t.regex(card.words, /> loisirs & /)
    t.deepEqual([card.isEphemeral, card.pings], [true, []])
    const { kind, modal: again } = await world.user(ada).click(card, 'Rouvrir le formulaire')
    t.is(kind, 'modal')
    const filled = Object.fromEntries(again!.fields.map(({ customId, value }) => [customId, value]))
    t.deepEqual(filled, { ...typed, audience: ['public'] }, 'and the file is there already')
    const told = world.ephemerals(ada).length
    await world.user(ada).submit(again!, { name: 'Retour', theme: 'loisirs' })
    const isReady = ({ words }: SeenMessage): boolean =>
      /Retour/.test(words) && /est prêt|is ready/.test(words)
    await world.until(() => world.ephemerals(ada).slice(told).find(isReady), { what: 'an assistant' })
  },
)

const lastExport = async (user: string, before: number): Promise<SeenMessage> =>
  town.world.until(
    () =>
      town.world
        .ephemerals(user)
        .slice(before)
        .findLast(({ isThinking }) => !isThinking),
    { what: 'an export' },
  )

test.serial('an export is a file for who asks, and nobody else', async (t) => {
  const { bob, world, general } = town
  await ask(bob, 'ask', { question: 'profil de Mac' })
  const before = world.ephemerals(bob).length
  const stood = world.messages(general).length
  await world.user(bob).slash('chat export', {}, { channel: general })
  const told = await lastExport(bob, before)
  const [file, ...others] = told.files
  t.deepEqual([others, told.isEphemeral], [[], true])
  t.regex(file!.name, /^[\w-]+\.md$/)
  t.regex(file!.bytes.toString(), /^# [\s\S]*> profil de Mac/)
  t.is(world.ephemerals(bob).length, before + 1, 'the file alone')
  t.is(world.messages(general).length, stood)
})

test.serial('where Discord takes no file, the export is a card', async (t) => {
  const { bob, world, general } = town
  const before = world.ephemerals(bob).length
  world.faults.next('PATCH /webhooks/*/*/messages/@original', { error: 50013, status: 403 })
  await world.user(bob).slash('chat export', {}, { channel: general })
  const told = await lastExport(bob, before)
  t.deepEqual(told.files, [])
  t.regex(told.words, /profil de Mac/)
})

test.serial('in a direct conversation an export is an ordinary message', async (t) => {
  const { tenant, world, guild, general, core, server, told, answered } = town
  const dan = world.addUser({ name: 'Dan', locale: 'en-US' }).id
  world.join(guild, dan)
  const { id: personId } = await server.makePerson(tenant.tenantId, 'marketing')
  const { code } = await createLinkCode(core.db, { tenantId: tenant.tenantId, personId })
  await world.user(dan).slash('link', { code }, { channel: general })
  await told(dan)
  await world.user(dan).slash('ask', { assistant: 'Masculinités', question: 'profil de Mac' })
  const own = world.user(dan).directChannel()
  await answered(own)
  await world.user(dan).slash('chat export')
  const isFile = ({ name }: { name: string }): boolean => name.endsWith('.md')
  const shown = await world.until(() => town.said(own).find(({ files }) => files.some(isFile)), {
    what: 'a file',
  })
  t.false(shown.isEphemeral)
  t.regex(shown.files[0]!.bytes.toString(), /profil de Mac/)
})

test.serial('in a guild that is bound to nobody only setup is understood', async (t) => {
  const { world, bob } = town
  const other = world.addGuild({ name: 'Other' }).id
  world.join(other, bob, { isManager: true })
  const room = world.addChannel({ guild: other }).id
  await town.quiet()
  t.regex(await give(bob, 'assistant list', {}, room), /not connected|administrator/i)
  t.notRegex(await give(bob, 'assistant list', {}, room), /Masculinités/)
  t.deepEqual(await world.user(bob).autocomplete('ask', 'assistant', '', { channel: room }), [])
})
