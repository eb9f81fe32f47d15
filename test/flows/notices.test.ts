import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { mailFolder } from '../../core/mail/files.ts'
import { afterNotices, chatPace, openDispatcher } from '../../core/messaging/outbox.ts'
import { type NoticeEvent, notify } from '../../core/notifications/notify.ts'
import { openNoticeRouter } from '../../core/notifications/routing/open-router.ts'
import { onNotices } from '../../core/notifications/wake.ts'
import type { Person } from '../../db/models/person.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { type DiscordDesk, openDiscordDesk } from '../helpers/discord-desk.ts'
import { openTown, type Town } from '../helpers/slack-town.ts'

let town: Town
let discord: DiscordDesk
let guild: string
const shared = afterAll(test)
const project = { id: uuid(), name: 'Été <!channel> *2027*' }

const inTenant = <T>(work: () => Promise<T>): Promise<T> =>
  withTenant(town.core.db, town.tenant.tenantId, work)

test.before(async () => {
  town = await openTown(shared)
  discord = await openDiscordDesk(shared, { beside: town })
  const { core, tenant, senders } = town
  const { db } = core
  const { tenantId } = tenant
  guild = discord.world.addGuild({ name: 'Acme' }).id
  await discord.world.until(
    () => asOwner(db, () => db.models.Workspace.count({ where: { platform: 'discord' } })),
    {
      what: 'a guild that is known',
    },
  )
  await asOwner(db, () => db.models.Workspace.update({ tenantId }, { where: { workspaceId: guild } }))
  await inTenant(() => db.models.Project.create({ tenantId, ...project, nameKey: 'ete' }))
  const wake = (id: string): void => {
    answers.wake(id)
    mails.wake(id)
  }
  const router = openNoticeRouter(db, wake)
  const answers = openDispatcher(core, afterNotices(senders, router.wakeSoon), {
    ...chatPace,
    putOffMs: () => 50,
  })
  const mails = openMailDispatcher(core, {
    smtpUrl: null,
    mailFrom: null,
    publicUrl: 'https://sextant.example',
    onNotices: router.wakeSoon,
  })
  onNotices(db, router.wake)
  shared.teardown(answers.close)
  shared.teardown(mails.close)
  shared.teardown(router.close)
})
test.afterEach((t) => {
  t.deepEqual(town.world.violations, [])
  t.deepEqual(discord.world.violations, [])
})

/** Somebody of the tenant, known on platforms by these accounts. */
const openPerson = (
  values: Partial<Person>,
  accounts: { slack?: string; discord?: string },
): Promise<string> =>
  inTenant(async () => {
    const { db } = town.core
    const { tenantId } = town.tenant
    const { id } = await db.models.Person.create({ tenantId, fullName: 'Camille', locale: 'fr', ...values })
    for (const [platform, user] of Object.entries(accounts) as ['slack' | 'discord', string][])
      await db.models.PlatformIdentity.create({
        tenantId, personId: id, platform, platformUserId: user, workspace: platform === 'slack' ? town.team.teamId : guild,
      }) // biome-ignore format: one row
    return id
  })

const tell = (event: Partial<NoticeEvent> & Pick<NoticeEvent, 'type' | 'to'>): Promise<void> =>
  notify(town.core.db, town.tenant.tenantId, {
    actor: { kind: 'person', id: uuid(), label: 'Ada <@U1>' }, project, data: {}, ...event,
  }) // biome-ignore format: one event

/** What the app said to somebody in their own conversation on Slack. */
const directs = (user: string) =>
  town.world.messages(town.world.user(user).directChannel()).filter(({ isFromApp }) => isFromApp)
const until = <Value>(find: () => Value | Promise<Value>, what: string) => town.world.until(find, { what })
const sendsOf = (personId: string) =>
  inTenant(() =>
    town.core.db.models.NotificationSend.findAll({
      where: { tenantId: town.tenant.tenantId, personId },
      order: ['id'],
      raw: true,
    }),
  )
const mailsTo = async (address: string): Promise<string[]> => {
  const folder = join(town.core.dataDir, mailFolder)
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.filter((text) => text.includes(`To: ${address}`))
}

test.serial(
  'a notice comes by Slack at once; five edits are one message, written anew where it stands',
  async (t) => {
    const user = town.world.addUser({ name: 'Eve', locale: 'fr-FR' }).id
    const person = await openPerson({ email: 'eve@example.org' }, { slack: user })
    const step = { id: uuid(), name: 'Maquette' }
    await tell({ type: 'step.assigned', to: [person], step })
    const first = await until(() => directs(user)[0], 'a notice in Slack')
    t.regex(first.words, /Étape attribuée/)
    t.regex(first.words, /Maquette/)
    t.deepEqual(first.pings, [], 'names are no mentions')
    for (const to of ['in_progress', 'done', 'pending', 'done'])
      await tell({ type: 'step.status_changed', to: [person], step, data: { from: 'pending', to } })
    const edited = await until(
      () => directs(user).find(({ words }) => /5 nouvelles/.test(words)),
      'five in one',
    )
    t.deepEqual([directs(user).length, edited.ts, edited.isEdited], [1, first.ts, true])
    t.deepEqual(
      (await sendsOf(person)).map(({ route }) => route),
      ['slack'],
    )
    t.deepEqual(await mailsTo('eve@example.org'), [], 'each person once')
  },
)

test.serial('why, mute and the inbox, in clicks; a button is nobody else’s', async (t) => {
  const { world } = town
  const [user, stranger] = [
    world.addUser({ name: 'Zoe', locale: 'fr-FR' }).id,
    world.addUser({ name: 'Max' }).id,
  ]
  const person = await openPerson({}, { slack: user })
  await tell({ type: 'task.assigned', to: [person], task: { id: uuid(), name: 'Brief' } })
  const notice = await until(() => directs(user)[0], 'a notice')
  await world.user(user).click(notice, 'Pourquoi\u202f?')
  const why = await until(() => directs(user)[1], 'the rule')
  t.regex(why.words, /Brief.*vous est attribuée/s)
  await world.user(user).click(why, 'Couper ce type')
  await until(() => /est coupé/.test(directs(user)[1]!.words), 'a word that it is muted')
  await tell({ type: 'task.assigned', to: [person], task: { id: uuid(), name: 'Autre' } })
  await tell({ type: 'step.assigned', to: [person], step: { id: uuid(), name: 'Affiche' } })
  await until(() => directs(user).find(({ words }) => /Affiche/.test(words)), 'what is not muted')
  t.false(directs(user).some(({ words }) => /Autre/.test(words)))
  for (const one of [user, stranger]) await world.invite(town.general, one)
  await world.user(user).slash('/sextant inbox', { channel: town.general })
  const inbox = await town.told(user)
  t.regex(inbox.words, /Boîte de réception.*Affiche.*Brief.*2 non lues/s)
  await world.user(user).click(inbox, 'Tout marquer comme lu')
  await until(() => /Tout est lu/.test(world.ephemerals(user).at(-1)?.words ?? ''), 'everything read')
  await world.user(stranger).slash('/sextant inbox', { channel: town.general })
  t.regex((await town.told(stranger)).words, /Link your account/)
})

test.serial('general news come once into the bound channel', async (t) => {
  const { core, tenant, world } = town
  const { tenantId } = tenant
  const channel = world.addChannel({ name: 'lancement' }).id
  const user = world.addUser({ name: 'Lou' }).id
  const member = await openPerson({}, { slack: user })
  const team = await asOwner(core.db, () =>
    core.db.models.Workspace.findOne({ where: { workspaceId: town.team.teamId }, rejectOnEmpty: true }),
  )
  await inTenant(() =>
    core.db.models.ProjectChannel.create({
      tenantId,
      projectId: project.id,
      workspaceId: team.id,
      channelId: channel,
    }),
  )
  await tell({ type: 'project.completed', to: [member] })
  const said = await until(
    () => world.messages(channel).find(({ isFromApp }) => isFromApp),
    'news in the channel',
  )
  t.regex(said.words, /Projet terminé.*Élevée/s)
  t.deepEqual(said.pings, [])
  t.deepEqual(directs(user), [])
  await world.user(user).click(said, 'Pourquoi\u202f?')
  t.regex((await town.told(user)).words, /bound to the project|lié au projet/)
})

test.serial(
  'Discord tells it too; who takes no direct messages gets a mail, and a dead mailbox reaches the admins',
  async (t) => {
    const { world } = discord
    const [open, closed] = [world.addUser({ name: 'Nia' }).id, world.addUser({ name: 'Sam' }).id]
    for (const user of [open, closed]) world.join(guild, user)
    world.closeDms(closed)
    const nia = await openPerson({ email: 'nia@example.org' }, { discord: open })
    const sam = await openPerson({ email: 'sam@example.org' }, { discord: closed })
    const admin = town.world.addUser({ name: 'Adm', locale: 'fr-FR' }).id
    await openPerson({ role: 'admin', email: 'adm@example.org' }, { slack: admin })
    const lost = await openPerson({ email: 'not an address' }, { discord: `${closed}1` })
    await tell({ type: 'task.assigned', to: [nia, sam, lost], task: { id: uuid(), name: 'Devis' } })
    const direct = await until(
      () => world.messages(world.user(open).directChannel()).find(({ isFromApp }) => isFromApp),
      'a notice on Discord',
    )
    t.regex(direct.words, /Tâche attribuée.*Devis/s)
    const [mail] = await until(async () => {
    const found = await mailsTo('sam@example.org')
    return found.length > 0 ? found : undefined
  }, 'the mail instead') // biome-ignore format: one wait
    t.regex(mail!, /Subject: .*T=C3=A2che|Subject: =\?UTF-8/)
    t.regex(mail!, /Auto-Submitted: auto-generated/)
    t.deepEqual(await mailsTo('nia@example.org'), [])
    const sends = await until(async () => {
    const found = await sendsOf(sam)
    return found.every(({ result }) => result) ? found : undefined
  }, 'the log of both ways') // biome-ignore format: one wait
    t.deepEqual(sends.map(({ route, result, reason }) => [route, result, reason ?? null]), [
    ['discord', 'failed', 'discord_50007'],
    ['mail', 'sent', null],
  ]) // biome-ignore format: one list
    const alert = await until(
      () => directs(admin).find(({ words }) => /n’a pas pu être remise/.test(words)),
      'the admin told in chat',
    )
    t.regex(alert.words, /Camille/)
    const alerts = await until(async () => {
    const found = await mailsTo('adm@example.org')
    return found.length > 0 ? found : undefined
  }, 'the admin told by mail') // biome-ignore format: one wait
    t.is(alerts.length, 1)
  },
)

test.serial('an answer of Slack that gets lost is looked for, and nobody is told twice', async (t) => {
  const { world } = town
  const user = world.addUser({ name: 'Ugo', locale: 'fr-FR' }).id
  const person = await openPerson({}, { slack: user })
  world.faults.next('chat.postMessage', 'drop_reply_after_acceptance')
  await tell({ type: 'export.ready', to: [person], data: { name: 'usage.xlsx' } })
  await until(async () => (await sendsOf(person))[0]?.result === 'sent', 'found and settled')
  t.is(directs(user).length, 1)
})

test.serial(
  'preferences are set in chat: hours, zone and channels, and a bad zone is told at its field',
  async (t) => {
    const { world } = town
    const user = world.addUser({ name: 'Pia', locale: 'fr-FR' }).id
    const person = await openPerson({}, { slack: user })
    await world.invite(town.general, user)
    await world.user(user).slash('/sextant prefs', { channel: town.general })
    const form = await until(() => world.topView(user) ?? undefined, 'the form')
    const bad = await world.user(user).submit(form, { time_zone: 'Mars/Olympus', hours: '8 h' })
    t.deepEqual(Object.keys(bad.errors).length, 2)
    await world.user(user).submit(form, { time_zone: 'America/Montreal', hours: '8:00-19:00' })
    const kept = await until(
      () =>
        inTenant(() =>
          town.core.db.models.NotificationPreference.findOne({
            where: { tenantId: town.tenant.tenantId, personId: person },
            raw: true,
          }),
        ),
      'the preferences',
    )
    t.like(kept, { timeZone: 'America/Montreal', hoursFrom: '08:00', hoursTo: '19:00' })
  },
)
