import test from 'ava'
import { taskShortcut } from '../../bots/slack/manifest.ts'
import { personActor, type TenantActor } from '../../core/access/can.ts'
import { listProjectEvents } from '../../core/projects/history.ts'
import { listProjects } from '../../core/projects/list-projects.ts'
import { listSteps } from '../../core/projects/list-steps.ts'
import { listTasks } from '../../core/projects/list-tasks.ts'
import { createProject, readProject } from '../../core/projects/projects.ts'
import { createStep } from '../../core/projects/steps.ts'
import { linkAccount } from '../../core/tenancy/identities.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { SeenMessage } from '../helpers/discord/discord-world.ts'
import { type DiscordDesk, openDiscordDesk } from '../helpers/discord-desk.ts'
import type { SeenEphemeral } from '../helpers/slack/shown/seen.ts'
import { forgePress, openTown, type Town } from '../helpers/slack-town.ts'

let slack: Town
let discord: DiscordDesk
let guild: string
let channel: string
const shared = afterAll(test)

test.before(async () => {
  slack = await openTown(shared)
  discord = await openDiscordDesk(shared, { beside: slack })
  discord.tenantIds.push(slack.tenant.tenantId)
  const { world, bind } = discord
  guild = world.addGuild({ name: 'Acme' }).id
  const runner = world.addUser({ name: 'Runner' }).id
  world.join(guild, runner, { isManager: true })
  channel = world.addChannel({ guild, name: 'general' }).id
  await bind(slack.tenant, runner, channel)
})
test.afterEach((t) => {
  t.deepEqual(slack.world.violations, [])
  t.deepEqual(discord.world.violations, [])
})

interface Somebody {
  actor: TenantActor
  onSlack: string
  onDiscord: string
}

/** A person of the tenant with an account on each platform, both in one language. */
const openPerson = async (role: string, language: 'fr' | 'en'): Promise<Somebody> => {
  const { server, core, world, team, tenant } = slack
  const { tenantId } = tenant
  const person = await server.makePerson(tenantId, role)
  const onSlack = world.addUser({ name: 'Dan', locale: language === 'fr' ? 'fr-FR' : 'en-US' }).id
  await world.invite(slack.general, onSlack)
  const onDiscord = discord.world.addUser({ name: 'Dan', locale: language === 'fr' ? 'fr' : 'en-US' }).id
  discord.world.join(guild, onDiscord)
  await withTenant(core.db, tenantId, async () => {
    for (const [platform, workspace, platformUserId] of [
      ['slack', team.teamId, onSlack] as const,
      ['discord', guild, onDiscord] as const,
    ])
      await linkAccount(core.db, tenantId, {
        account: { platform, workspace, platformUserId },
        personId: person.id,
      })
  })
  return { actor: personActor({ id: person.id, tenantId, role }), onSlack, onDiscord }
}

const type = async (user: string, line: string): Promise<SeenEphemeral> => {
  const before = slack.world.ephemerals(user).length
  await slack.world.user(user).slash(line, { channel: slack.general })
  return slack.told(user, before)
}

const toldOn = (user: string): SeenMessage[] =>
  discord.world.ephemerals(user).filter(({ isThinking }) => !isThinking)

/** Does something on Discord, and waits for the card that comes of it. */
const after = async (user: string, act: () => Promise<unknown>): Promise<SeenMessage> => {
  const before = toldOn(user).length
  await act()
  return discord.world.until(() => toldOn(user)[before], { what: 'a card' })
}

const give = (user: string, path: string, options = {}): Promise<SeenMessage> =>
  after(user, () => discord.world.user(user).slash(path, options, { channel }))

/** Waits until the card that was pressed shows it, in its own place. */
const edited = (user: string, { id }: SeenMessage, wanted: RegExp): Promise<SeenMessage> =>
  discord.world.until(() => toldOn(user).find((one) => one.id === id && wanted.test(one.words)), {
    what: `a card with ${wanted}`,
  })

const page = { limit: 50, after: null }

test.serial('made on Slack by form, a step finished on Discord, the same progress everywhere', async (t) => {
  const ada = await openPerson('marketing', 'fr')
  const { core, world, general } = slack
  const person = world.user(ada.onSlack)
  await person.slash('/sextant projet nouveau Gamme bio', { channel: general })
  const view = await world.until(() => world.topView(ada.onSlack))
  t.is(view.title, 'Nouveau projet')
  const { errors } = await person.submit(view, { start_on: '2099-03-31', end_on: '2099-03-01' })
  t.deepEqual(Object.values(errors), ['La fin est avant le début.'])
  const before = world.ephemerals(ada.onSlack).length
  await person.submit(world.topView(ada.onSlack)!, { end_on: '2099-04-30' })
  const card = await slack.told(ada.onSlack, before)
  t.regex(card.words, /Gamme bio[\s\S]*six phases[\s\S]*En attente/)
  const [project] = await listProjects(core.db, ada.actor, { page })
  const fields = { name: 'Maquette', phase: 'design' as const, ownerId: ada.actor.id }
  await createStep(core.db, ada.actor, { projectId: project!.id, fields })

  const offered = await discord.world
    .user(ada.onDiscord)
    .autocomplete('project steps', 'project', 'GAMME', { channel })
  t.deepEqual(offered, [{ name: 'Gamme bio', value: project!.id }])
  const steps = await give(ada.onDiscord, 'project steps', { project: project!.id })
  t.regex(steps.words, /Maquette.*Conception.*En attente.*0 %/)
  const [step] = await listSteps(core.db, ada.actor, { projectId: project!.id, page })
  const shown = await after(ada.onDiscord, () =>
    discord.world.user(ada.onDiscord).choose(steps, 'Ouvrir une étape', step!.id),
  )
  await discord.world.user(ada.onDiscord).click(shown, 'Terminer l’étape')
  const finished = await edited(ada.onDiscord, shown, /✓ Terminée/)
  t.regex(finished.words, /Phase « Conception ».*→ Terminée[\s\S]*Avancement du projet.*17 %/)
  t.regex((await type(ada.onSlack, '/sextant project show gamme')).words, /En cours[\s\S]*17 %/)
  const now = await readProject(core.db, ada.actor, { id: project!.id })
  t.is(now.progress, 16.67)
  const events = await listProjectEvents(core.db, ada.actor, { projectId: project!.id, page })
  t.is(events.find(({ action }) => action === 'project.created')?.surface, 'slack')
  t.is(
    events.find(({ action }) => action.startsWith('step.') && action !== 'step.created')?.surface,
    'discord',
  )

  await discord.world.user(ada.onDiscord).click(finished, 'Annuler mon dernier changement')
  await edited(ada.onDiscord, shown, /Annulation[\s\S]*En attente/)
  t.is((await readProject(core.db, ada.actor, { id: project!.id })).progress, 0)
})

test.serial('a card on Slack is edited in place; one that is old is refreshed first', async (t) => {
  const ada = await openPerson('marketing', 'en')
  const { core, world } = slack
  const project = await createProject(core.db, ada.actor, { name: 'Winter' })
  const card = await type(ada.onSlack, '/sextant project show Winter')
  const person = world.user(ada.onSlack)
  const own = () => world.ephemerals(ada.onSlack).find(({ ts }) => ts === card.ts)
  const there = await give(ada.onDiscord, 'project show', { project: 'Winter' })
  await discord.world.user(ada.onDiscord).choose(there, 'Status', 'in_progress')
  await edited(ada.onDiscord, there, /Saved[\s\S]*In progress/)
  await person.choose(card, 'Status', 'done')
  const refreshed = await world.until(() => (/overwritten/.test(own()?.words ?? '') ? own() : undefined))
  t.regex(refreshed!.words, /In progress/)
  t.is((await readProject(core.db, ada.actor, { id: project.id })).status, 'in_progress')
  await person.choose(refreshed!, 'Status', 'done')
  await world.until(() => /Saved/.test(own()?.words ?? ''))
  t.is((await readProject(core.db, ada.actor, { id: project.id })).status, 'done')
})

test.serial(
  'whoever may only look has no buttons to change; forged ones and other tenants’ do nothing',
  async (t) => {
    const ada = await openPerson('marketing', 'en')
    const finn = await openPerson('finance', 'en')
    const { core, world, team, general } = slack
    const project = await createProject(core.db, ada.actor, { name: 'Closed' })
    const seen = project.updatedAt.toISOString()
    const card = await type(finn.onSlack, '/sextant project show Closed')
    t.notRegex(card.words, /Edit|Switch off|Delete|Bind to/)
    const there = await give(finn.onDiscord, 'project show', { project: 'Closed' })
    t.deepEqual(
      there.buttons.filter((label) => /Edit|Switch|Delete|Bind/.test(label)),
      [],
    )
    const forge = async (value: Record<string, string>): Promise<SeenEphemeral> => {
      const before = world.ephemerals(finn.onSlack).length
      const on = { channel: general, ts: '1.1', threadTs: null }
      const pressed = {
        team: team.teamId,
        user: finn.onSlack,
        on,
        action: 'project.toggle',
        trigger: `${before}`,
      }
      t.is(await forgePress(slack, { ...pressed, value }), 200)
      return slack.told(finn.onSlack, before)
    }
    t.regex((await forge({ project: project.id, to: 'off', seen })).words, /permission|right/i)
    const other = await slack.openTenant()
    const { id } = await slack.server.makePerson(other.tenantId, 'admin')
    const stranger = personActor({ id, tenantId: other.tenantId, role: 'admin' })
    const theirs = await createProject(core.db, stranger, { name: 'Theirs' })
    t.regex(
      (await forge({ project: theirs.id, to: 'off', seen })).words,
      /no such|not found|does not exist|nothing/i,
    )
    t.true((await readProject(core.db, stranger, { id: theirs.id })).isActive)
    t.true((await readProject(core.db, ada.actor, { id: project.id })).isActive)
    const bob = await type(slack.bob, '/sextant project list')
    t.regex(bob.words, /Projects are for members of the team.*link this account/)
  },
)

test.serial('a message becomes a task, on Slack and on Discord, with a link to it', async (t) => {
  const ada = await openPerson('marketing', 'en')
  const { core, world, general } = slack
  const project = await createProject(core.db, ada.actor, { name: 'Menu' })
  const said = await world.user(slack.bob).say(general, 'Read the brief\nbefore Friday')
  const person = world.user(ada.onSlack)
  await person.shortcut(said, taskShortcut)
  const view = await world.until(() => world.topView(ada.onSlack))
  t.is(view.title, 'New task')
  await person.submit(view, { project: project.id, due_on: '2099-01-05' })
  const direct = person.directChannel()
  const told = await world.until(() =>
    world.messages(direct).findLast(({ words }) => /Read the brief/.test(words)),
  )
  t.regex(told!.words, /The task is made[\s\S]*Menu[\s\S]*5 January 2099/)

  const asked = await discord.world.user(ada.onDiscord).say(channel, 'Print the posters')
  const { modal } = await discord.world.user(ada.onDiscord).menu('Make a task', asked)
  const card = await after(ada.onDiscord, () =>
    discord.world.user(ada.onDiscord).submit(modal!, { project: project.id }),
  )
  t.regex(card.words, /Print the posters/)
  const tasks = await listTasks(core.db, ada.actor, { projectId: project.id, page })
  t.deepEqual(
    tasks.map(({ name }) => name),
    ['Read the brief', 'Print the posters'],
  )
  t.regex(tasks[0]!.description, /before Friday\n\nMessage: https:\/\/\S+\.slack\.com\/archives\//)
  t.true(tasks[1]!.description.endsWith(`https://discord.com/channels/${guild}/${channel}/${asked.id}`))
})

test.serial('Home on Slack has the own work, projects by status and the way to them', async (t) => {
  const ada = await openPerson('marketing', 'fr')
  const { core, world } = slack
  const { id: projectId } = await createProject(core.db, ada.actor, { name: 'Accueil' })
  const fields = { name: 'Affiche', phase: 'launch' as const, ownerId: ada.actor.id, endOn: '2026-01-05' }
  await createStep(core.db, ada.actor, { projectId, fields })
  await world.user(ada.onSlack).openHome()
  const home = await world.until(() => world.home(ada.onSlack) ?? undefined)
  t.regex(
    home!.words,
    /Mon travail[\s\S]*Affiche[\s\S]*Hors délai[\s\S]*Projets récents[\s\S]*Accueil[\s\S]*Projets par statut/,
  )
  const there = await give(ada.onDiscord, 'home')
  t.regex(there.words, /Mon travail[\s\S]*Affiche[\s\S]*Hors délai/)
  await world.user(ada.onSlack).choose(home!, 'Choisir un projet', projectId)
  const direct = world.user(ada.onSlack).directChannel()
  const card = await world.until(() => world.messages(direct).findLast(({ words }) => /Accueil/.test(words)))
  await world.user(ada.onSlack).click(card!, 'Mettre en pause')
  const off = await world.until(() =>
    world.messages(direct).find(({ ts, words }) => ts === card!.ts && /Reprendre le projet/.test(words)),
  )
  t.true(off!.isEdited)
})
