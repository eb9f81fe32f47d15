import test from 'ava'
import { createLinkCode } from '../../core/tenancy/link-codes.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { SeenMessage } from '../helpers/discord/discord-world.ts'
import { type DiscordDesk, openDiscordDesk } from '../helpers/discord-desk.ts'
import { forgePress, openTown, quiet as slackQuiet, type Town } from '../helpers/slack-town.ts'

let slack: Town
let discord: DiscordDesk
/** Discord's server of the tenant that Slack's workspace belongs to, and a channel of it. */
let guild: string
let channel: string
const shared = afterAll(test)

test.before(async () => {
  slack = await openTown(shared)
  discord = await openDiscordDesk(shared, { beside: slack })
  discord.tenantIds.push(slack.tenant.tenantId)
  const opened = await openGuild(slack.tenant)
  guild = opened.id
  channel = opened.channel
})
test.afterEach((t) => {
  t.deepEqual(slack.world.violations, [])
  t.deepEqual(discord.world.violations, [])
})

const question = 'indice de Mac chez les 18-34 ans'

const openGuild = async (tenant: Town['tenant']): Promise<{ id: string; channel: string }> => {
  const { world, bind } = discord
  const { id } = world.addGuild({ name: 'Acme' })
  const runner = world.addUser({ name: 'Runner' }).id
  world.join(id, runner, { isManager: true })
  const general = world.addChannel({ guild: id, name: 'general' }).id
  await bind(tenant, runner, general)
  return { id, channel: general }
}

const told = (user: string): SeenMessage[] =>
  discord.world.ephemerals(user).filter(({ isThinking }) => !isThinking)

const give = async (user: string, path: string, place = channel): Promise<SeenMessage> => {
  const before = told(user).length
  await discord.world.user(user).slash(path, {}, { channel: place })
  return discord.world.until(() => told(user)[before], { what: `what comes of ${path}` })
}

/** A person of the tenant, with accounts on both platforms and on the page. */
const openLinked = async () => {
  const { tenant, server, core, world } = slack
  const { tenantId } = tenant
  const person = await server.makePerson(tenantId, 'marketing')
  const onSlack = world.addUser({ name: 'Dan' }).id
  const onDiscord = discord.world.addUser({ name: 'Dan', locale: 'en-US' }).id
  discord.world.join(guild, onDiscord)
  const code = async () => (await createLinkCode(core.db, { tenantId, personId: person.id })).code
  await world.user(onSlack).slash(`/sextant link ${await code()}`, { channel: slack.general })
  await slack.told(onSlack)
  await discord.world.user(onDiscord).slash('link', { code: await code() }, { channel })
  await discord.world.until(() => told(onDiscord)[0], { what: 'an account that is linked' })
  const direct = discord.world.user(onDiscord).directChannel()
  const saidThere = () =>
    discord.world.messages(direct).filter(({ isFromApp, isThinking }) => isFromApp && !isThinking)
  const answerThere = async (text: string, wanted: RegExp): Promise<SeenMessage> => {
    const stood = saidThere().length
    await discord.world.user(onDiscord).dm(text)
    const found = () =>
      saidThere()
        .slice(stood)
        .find(({ words }) => wanted.test(words))
    return discord.world.until(found, { what: `an answer to ${text}` })
  }
  return { person, onSlack, onDiscord, saidThere, answerThere }
}

const conversationsOf = (personId: string) =>
  withTenant(slack.core.db, slack.tenant.tenantId, () =>
    slack.core.db.models.Conversation.findAll({ where: { personId }, raw: true }),
  )

/** Presses the button on Discord in the channel, and waits until it has had its effect. */
const continueThere = async (user: string): Promise<SeenMessage> => {
  const card = await give(user, 'chat history')
  const before = told(user).length
  await discord.world.user(user).click(card, 'Continue here')
  return discord.world.until(() => told(user)[before], { what: 'a word about where it goes on' })
}

test.serial('asked on Slack, continued on Discord with its context, and back again', async (t) => {
  const { onSlack, onDiscord, person, saidThere, answerThere } = await openLinked()
  const { world, answered } = slack
  const asked = await world.user(onSlack).dm(question)
  t.regex((await answered(asked.channel, asked.ts)).words, /Mac/)

  const word = await continueThere(onDiscord)
  t.regex(word.words, /direct messages/)
  t.regex(saidThere()[0]!.words, /indice de Mac.*goes on here/)
  const there = await answerThere('et chez les 35-64 ans ?', /35-64/)
  t.regex(there.words, /Mac/)
  await answerThere('indice de Android chez les 35-64 ans', /Android/)

  await world.user(onSlack).say(asked.channel, 'et chez les 18-34 ans ?', { thread: asked.ts })
  const back = await answered(asked.channel, asked.ts, 2)
  t.regex(back.words, /Android/)
  t.regex(back.words, /18-34/)
  const { server, assistantId } = slack
  const [conversation, ...others] = await conversationsOf(person.id)
  t.deepEqual(others, [])
  const { body } = await server.request('POST', `/v1/assistants/${assistantId}/chat`, {
    token: person.token,
    json: { message: 'et chez les 35-64 ans ?', conversation_id: conversation!.id },
  })
  t.regex(body.text, /Android/, 'and on the page')
  t.is((await conversationsOf(person.id))[0]!.messageCount, 10)
})

test.serial('asked on Discord, continued in Slack in a thread that a word of ours begins', async (t) => {
  const { onSlack, person, answerThere } = await openLinked()
  const { world, general, answered } = slack
  await answerThere(question, /Mac/)
  const before = world.ephemerals(onSlack).length
  await world.user(onSlack).slash('/sextant chat history', { channel: general })
  const card = await slack.told(onSlack, before)
  const stood = world.ephemerals(onSlack).length
  await world.user(onSlack).click(card, 'Continue here')
  t.regex((await slack.told(onSlack, stood)).words, /direct conversation/)
  const direct = world.user(onSlack).directChannel()
  const begun = world.messages(direct).findLast(({ isFromApp }) => isFromApp)!
  t.regex(begun.words, /goes on here/)
  await world.user(onSlack).say(direct, 'et chez les 35-64 ans ?', { thread: begun.ts })
  const answer = await answered(direct, begun.ts)
  t.regex(answer.words, /Mac/)
  t.is((await conversationsOf(person.id)).length, 1)
  await world.user(onSlack).openHome()
  await slackQuiet(slack)
  t.true(JSON.stringify(world.home(onSlack)).includes('chat.continue'))
})

test.serial('where somebody talks with us already, it goes on in that very place', async (t) => {
  const { onSlack, onDiscord, person, saidThere, answerThere } = await openLinked()
  const { world, answered, team } = slack
  await answerThere(question, /Mac/)
  const asked = await world.user(onSlack).dm('indice de Android chez les 18-34 ans')
  const on = await answered(asked.channel, asked.ts)

  const user = discord.world.user(onDiscord)
  await user.slash('chat history')
  const hasButton = ({ words }: SeenMessage) => /Continue here/.test(words)
  const card = await discord.world.until(() => saidThere().find(hasButton), { what: 'a conversation' })
  await user.click(card, 'Continue here')
  const goesOn = ({ words }: SeenMessage) => /indice de Android.*goes on here/.test(words)
  t.truthy(await discord.world.until(() => saidThere().find(goesOn), { what: 'a word that it goes on' }))
  t.regex((await answerThere('et chez les 35-64 ans ?', /35-64/)).words, /Android/)

  const [first] = (await conversationsOf(person.id)).filter(({ platform }) => platform === 'discord')
  const press = { team: team.teamId, user: onSlack, on, action: 'chat.continue' }
  await forgePress(slack, { ...press, value: { conversation: first!.id }, trigger: `${Date.now()}.2` })
  t.regex((await answered(asked.channel, asked.ts, 2)).words, /indice de Mac.*goes on here/)
  await world.user(onSlack).say(asked.channel, 'et chez les 35-64 ans ?', { thread: asked.ts })
  t.regex((await answered(asked.channel, asked.ts, 3)).words, /Mac/)
  t.is((await conversationsOf(person.id)).length, 2)
})

test.serial('another person cannot continue it, nor anybody from another tenant', async (t) => {
  const { onDiscord, onSlack, person } = await openLinked()
  const { world, answered, general, bob, team } = slack
  const asked = await world.user(onSlack).dm(question)
  await answered(asked.channel, asked.ts)
  const [own] = await conversationsOf(person.id)
  const others = await world.user(bob).mention(general, question)
  const on = await answered(general, others.ts)
  const before = world.ephemerals(bob).length
  const press = { team: team.teamId, user: bob, on, action: 'chat.continue' }
  await forgePress(slack, { ...press, value: { conversation: own!.id }, trigger: `${Date.now()}.1` })
  t.regex((await slack.told(bob, before)).words, /no conversation|pas encore de conversation/i)

  const elsewhere = await openGuild(await slack.openTenant())
  discord.world.join(elsewhere.id, onDiscord)
  const listed = await give(onDiscord, 'chat list', elsewhere.channel)
  t.regex(listed.words, /no conversation/i)
  t.deepEqual(listed.buttons, [])
  const places = await withTenant(slack.core.db, slack.tenant.tenantId, () =>
    slack.core.db.models.ConversationPlace.count({ where: { conversationId: own!.id } }),
  )
  t.is(places, 0)
})

test.serial('somebody who takes no direct messages is told so, and it goes on nowhere else', async (t) => {
  const { onDiscord, onSlack, person } = await openLinked()
  const asked = await slack.world.user(onSlack).dm(question)
  await slack.answered(asked.channel, asked.ts)
  discord.world.closeDms(onDiscord)
  t.regex((await continueThere(onDiscord)).words, /take no direct messages/)
  const [own] = await conversationsOf(person.id)
  const places = await withTenant(slack.core.db, slack.tenant.tenantId, () =>
    slack.core.db.models.ConversationPlace.count({ where: { conversationId: own!.id } }),
  )
  t.is(places, 0)
})

test.serial('a file that was brought in Slack becomes an assistant on Discord', async (t) => {
  const { onDiscord, onSlack } = await openLinked()
  const { world, answered, tenant, core } = slack
  const file = { name: 'loisirs.csv', bytes: surveyCsv }
  const person = world.user(onSlack)
  const brought = await person.dropFile(person.directChannel(), file)
  await answered(brought.channel, brought.ts)

  const home = await give(onDiscord, 'home')
  t.regex(home.words, /Your files without an assistant[\s\S]*loisirs/)
  const { modal } = await discord.world
    .user(onDiscord)
    .slash('assistant new', { name: 'Culture' }, { channel })
  const field = modal!.fields.find(({ customId }) => customId === 'dataset')!
  const [offered] = field.options
  t.is(offered!.label, 'loisirs')
  t.regex(offered!.description!, /yours/)
  await discord.world.user(onDiscord).submit(modal!, { theme: 'culture', dataset: offered!.value })
  const made = () =>
    withTenant(core.db, tenant.tenantId, () =>
      core.db.models.Assistant.findOne({ where: { name: 'Culture', datasetId: offered!.value } }),
    )
  t.truthy(await discord.world.until(made, { what: 'an assistant of the file' }))
  t.notRegex((await give(onDiscord, 'home')).words, /without an assistant/)
})
