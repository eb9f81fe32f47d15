import test from 'ava'
import { giveCommand, runAction, runCommand } from '../../../bots/commands/run.ts'
import type { Answer } from '../../../core/answers/answer.ts'
import { listChannels } from '../../../core/tenancy/channels.ts'
import { readMemberLocale } from '../../../core/tenancy/preferences.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { surveyCsv } from '../../fixtures/survey.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { readActs as readAllActs } from '../../helpers/installs.ts'
import type { Workspace } from '../../helpers/workspace.ts'
import {
  actionsOf,
  cardOf,
  controlOf,
  controlsOf,
  type Desk,
  openCommands,
  openDesk,
  textOf,
} from './desk.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openCommands(shared)
})

const readActs = async ({ core, tenantId }: Desk, wanted: string) =>
  (await readAllActs(core.db, tenantId)).filter(({ action }) => action === wanted)

test('bare, help, and a bare group show what this person may do, in their language', async (t) => {
  const desk = await openDesk(work)
  const admin = desk.context(desk.admin)
  const bare = textOf(await runCommand(admin, ''))
  t.regex(bare, /Ce que vous pouvez me demander/)
  t.regex(bare, /`\/sextant ask \[assistant\] \[question\]` poser une question/)
  t.is(textOf(await runCommand(admin, 'aide')), bare)
  const plain = desk.context(desk.member('U9'), {}, 'en')
  const group = textOf(await runCommand(plain, 'assistant'))
  t.regex(group, /assistant list/)
  t.notRegex(group, /assistant (new|edit|delete|bind)/)
  t.regex(textOf(await runCommand(admin, 'assistant')), /assistant delete/)
  const select = controlOf(await runCommand(plain, 'help'), 'help.page')
  t.is(select.kind, 'select')
  t.regex(textOf(await runAction(plain, 'help.page', { selected: 'data' })), /data check/)
  t.regex(textOf(await runCommand(plain, 'help assistant show')), /assistant show/)
  t.notRegex(textOf(await runCommand(plain, 'workspace')), /workspace (key|models|use)/)
})

test('what is no command is suggested, or asked as the question that it may be', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.member('U9'))
  t.regex(textOf(await runCommand(context, 'usgae')), /usgae.*\n\n.*\/sextant usage/s)
  const question = await runCommand(context, 'quels segments *ressortent* ?')
  t.regex(textOf(question), /Je ne connais pas la commande « quels »/)
  const button = controlOf(question, 'ask')
  t.deepEqual(button.value, { question: 'quels segments *ressortent* ?' })
  t.regex(textOf(await runCommand(context, 'data chek')), /data check/)
  t.regex(textOf(await runCommand(context, 'search')), /Il manque : mots à chercher/)
  t.regex(textOf(await runCommand(context, 'prefs de')), /« de » n’est pas un choix possible.*fr, en, auto/)
  t.regex(textOf(await runCommand(context, 'home sweet')), /n’attend pas « sweet »/)
})

test('ask goes to the assistant that is named, and asks what is missing', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  t.deepEqual(actionsOf(await runCommand(context, 'ask bonjour')), ['assistant.new'])
  const bio = await desk.makeAssistant('Étude bio')
  const press = await desk.makeAssistant('Presse')
  t.deepEqual(await runCommand(context, 'ask etude bio top 5 pour Femmes'), {
    kind: 'question',
    assistantId: bio,
    text: 'top 5 pour Femmes',
  })
  t.regex(textOf(await runCommand(context, 'ask')), /Que voulez-vous savoir/)
  const asked = await runCommand(context, 'ask top 5 pour Femmes')
  const select = controlOf(asked, 'assistant.choose')
  t.deepEqual(select.value, { question: 'top 5 pour Femmes' })
  t.deepEqual(await runAction(context, 'assistant.choose', { ...select.value, selected: press }), {
    kind: 'question',
    assistantId: press,
    text: 'top 5 pour Femmes',
  })
  const long = `top 5 pour ${'Femmes '.repeat(60)}`.trim()
  const button = controlOf(await runCommand(context, `ask ${long}`), 'assistant.choose')
  t.is(button.kind, 'button', 'a select has no room for it')
  const opened = await runAction(context, 'assistant.choose', button.value)
  if (opened.kind !== 'form') return t.fail(opened.kind)
  t.is(opened.form.fields.find(({ name }) => name === 'question')?.kind, 'text')
  t.like(
    opened.form.fields.find(({ name }) => name === 'question'),
    { value: long },
  )
  t.is(controlsOf(await runCommand(context, `ask ${'é'.repeat(1_950)}`)).length, 0)
})

test('the assistant of another tenant, or one that a session does not meet, is not there', async (t) => {
  const [desk, other] = [await openDesk(work), await openDesk(work)]
  const foreign = await other.makeAssistant('Ailleurs', { isPublic: true })
  const own = await desk.makeAssistant('Interne')
  await desk.makeAssistant('Ouvert', { isPublic: true })
  const admin = desk.context(desk.admin)
  const member = desk.context(desk.member('U9'))
  const notThere = /n’existe pas ou n’existe plus/
  for (const action of ['assistant.remove', 'assistant.choose'])
    t.regex(textOf(await runAction(admin, action, { assistant: foreign, selected: foreign })), notThere)
  for (const action of [
    'assistant.show',
    'assistant.edit',
    'assistant.stats',
    'assistant.bind',
    'data.check',
  ])
    t.regex(textOf(await runAction(admin, action, { selected: foreign })), /Aucun assistant ne s’appelle/)
  t.regex(textOf(await runAction(member, 'assistant.choose', { selected: own, question: 'top 5' })), notThere)
  t.regex(
    textOf(await runAction(member, 'assistant.show', { selected: own })),
    /Aucun assistant ne s’appelle/,
  )
  t.notRegex(textOf(await runCommand(member, 'assistant list')), /Interne|Ailleurs/)
  t.regex(textOf(await runAction(admin, 'assistant.choose', { selected: 'no id' })), notThere)
  t.regex(textOf(await runAction(admin, 'creation.show', { id: foreign })), notThere)
  t.regex(textOf(await runAction(admin, 'dataset.map', { dataset_id: foreign })), notThere)
})

test('without the right nothing is done, the right is named, and the trail says so', async (t) => {
  const desk = await openDesk(work)
  const id = await desk.makeAssistant('Interne')
  const member = desk.context(desk.member('U9'))
  const finance = desk.context(desk.finance)
  t.regex(textOf(await runCommand(member, 'assistant new')), /pas le droit.*Créer des assistants/s)
  t.true(
    actionsOf(await runCommand(member, 'assistant new')).includes('link'),
    'a linked account has its rights',
  )
  t.regex(textOf(await runAction(finance, 'assistant.remove', { assistant: id })), /pas le droit/)
  t.regex(textOf(await runCommand(finance, 'workspace key')), /pas le droit/)
  t.regex(textOf(await giveCommand(finance, ['assistant', 'bind'], { assistant: id })), /pas le droit/)
  t.regex(textOf(await runCommand(finance, 'assistant show Interne')), /Interne/, 'still there')
  const refused = await readActs(desk, 'command.refused')
  t.true(refused.length >= 4)
  t.like(
    refused.find(({ actorKind }) => actorKind === 'session'),
    { actorId: `slack:${desk.workspace}:U9`, outcome: 'denied', permission: 'assistants:create' },
  )
})

test('assistants are listed page by page, shown, counted, and deleted after a question', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  const id = await desk.makeAssistant('Étude *bio*'.replaceAll('*', '+'))
  await withTenant(desk.core.db, desk.tenantId, async () => {
    for (let at = 0; at < 22; at++)
      await desk.core.db.models.Assistant.create({ tenantId: desk.tenantId, name: `N ${at}`, theme: 'x' })
  })
  const first = await runCommand(context, 'assistant list')
  const more = controlOf(first, 'assistant.list')
  const second = textOf(await runAction(context, 'assistant.list', more.value))
  t.regex(second, /Étude \+bio\+.*loisirs.*etude\.csv \(csv\).*0 message/)
  t.notRegex(textOf(first), /Étude/)
  const shown = await runCommand(context, 'assistant show étude +bio+')
  t.regex(textOf(shown), /Secteur: loisirs/)
  t.is(controlOf(shown, 'assistant.remove').value.assistant, id)
  t.truthy((controlOf(shown, 'assistant.remove') as { confirm: unknown }).confirm)
  await desk.answerIn(context, { assistantId: id, text: 'top 3 pour Femmes' })
  t.regex(textOf(await runCommand(context, 'assistant stats étude')), /Questions: 1\n/)
  const asked = await runCommand(context, 'assistant supprimer étude +bio+')
  t.deepEqual(actionsOf(asked), ['assistant.remove'])
  const removed = await runAction(context, 'assistant.remove', controlOf(asked, 'assistant.remove').value)
  t.like(removed, { kind: 'card', audience: 'edit' })
  t.regex(textOf(await runCommand(context, 'assistant show étude +bio+')), /Aucun assistant ne s’appelle/)
})

test('a channel is given its assistant, loses it, and is told when to be silent', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  const bio = await desk.makeAssistant('Étude bio')
  await desk.makeAssistant('Presse')
  const bound = await runCommand(context, 'assistant bind étude bio')
  t.regex(textOf(bound), /Assistant du canal: Étude bio/)
  const filter = { platform: 'slack' as const, workspace: desk.workspace }
  const list = () => listChannels(desk.core.db, desk.admin, { page: { limit: 9, after: null }, filter })
  t.like((await list())[0], { channel: 'C1', assistantId: bio, followUp: 'thread' })
  t.deepEqual(await runCommand(context, 'ask top 5'), { kind: 'question', assistantId: bio, text: 'top 5' })
  t.regex(textOf(await runCommand(context, 'assistant bind silent')), /Quand je réponds: jamais/)
  t.like((await list())[0], { assistantId: bio, followUp: 'off' })
  t.regex(textOf(await runCommand(context, 'workspace use presse')), /Presse[\s\S]*puis dans le fil/)
  await runAction(context, 'assistant.bind', { mode: 'off' })
  t.like((await list())[0], { assistantId: null, followUp: 'thread' })
  const marketing = desk.context(desk.marketing)
  t.regex(textOf(await runCommand(marketing, 'assistant bind silent')), /pas le droit/)
  t.regex(textOf(await runCommand(marketing, 'assistant bind presse')), /Presse/)
  t.regex(
    textOf(await runCommand(desk.context(desk.admin, { isDirect: true }), 'assistant bind presse')),
    /règle un canal/,
  )
  const elsewhere = desk.context(desk.admin, { workspace: 'TOTHER' })
  t.regex(textOf(await runCommand(elsewhere, 'assistant bind presse')), /n’existe pas/)
})

test('the data commands ask in words that the grammar answers with figures, in both languages', async (t) => {
  const desk = await openDesk(work)
  await desk.makeAssistant('Étude bio')
  for (const locale of ['fr', 'en'] as const) {
    const context = desk.context(desk.admin, {}, locale)
    for (const [line, operation] of [
      ['data top 3 Femmes', 'top'],
      ['data top', 'top'],
      ['data compare "Lecture" "Cinéma"', 'compare'],
      ['data compare Hommes Femmes', 'compare'],
      ['data profile Lecture', 'profile'],
      ['data explain', 'define'],
      ['data explain % vertical', 'define'],
      ['data top étude bio 2 Vélo électrique', 'top'],
    ] as const) {
      const result = await runCommand(context, line)
      if (result.kind !== 'question') return t.fail(`${line}: ${result.kind}`)
      const { messageId } = await desk.answerIn(context, {
        assistantId: result.assistantId!,
        text: result.text,
      })
      const row = await withTenant(desk.core.db, desk.tenantId, () =>
        desk.core.db.models.Message.findOne({ where: { tenantId: desk.tenantId, id: messageId }, raw: true }),
      )
      const answer = row!.answer as unknown as Answer
      t.like(
        answer,
        { stage: 'data', locale, plan: { operation } },
        `${line} → ${result.text}: ${row!.content}`,
      )
      t.true(answer.claims.length > 0, line)
    }
  }
})

test('data check tells how many cells are in order, and the interval of those that cannot be', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(
    desk.member('U9', { assistantIds: [await desk.makeAssistant('Juste')] }),
    {},
    'en',
  )
  t.regex(textOf(await runCommand(context, 'data check')), /^[\s\S]*\d+ cells OK, 0 to look at\./)
  const [header, first, ...rest] = surveyCsv.split('\r\n')
  const wrong = first!.split(';')
  wrong[2] = '999'
  const content = [header, wrong.join(';'), ...rest].join('\r\n')
  await desk.makeAssistant('Faux', { content })
  const card = cardOf(await runCommand(desk.context(desk.admin), 'data check faux'))
  t.is(card.tone, 'caution')
  const table = card.parts.find((part) => part.kind === 'table')
  t.is(table?.kind === 'table' && table.rows.length, 1)
  t.regex(
    table?.kind === 'table' ? table.rows[0]!.join(' ') : '',
    /15-34 ans × Lecture Indice 999 entre \d+,\d\d et \d+,\d\d/,
  )
})

test('usage shows the month, and money to those who may see it only', async (t) => {
  const desk = await openDesk(work)
  const db = desk.core.db
  await asOwner(db, () =>
    db.models.Tenant.update(
      { monthlyQuota: 200, monthlyBudgetUsd: 10, timeZone: 'Europe/Paris' },
      { where: { id: desk.tenantId } },
    ),
  )
  const admin = textOf(await runCommand(desk.context(desk.admin), 'usage'))
  t.regex(admin, /▱{10} 0.%\n0 sur 200 ; il en reste 200/)
  t.regex(admin, /Budget des modèles: .*0 %\n0,00.\$US sur 10,00.\$US/s)
  t.regex(admin, /Fichiers: ▱{10} 0.%\n.* sur 10.Go/)
  t.regex(admin, /repartent le 1(er)? \p{L}+ 20\d\d/u)
  const marketing = textOf(await runCommand(desk.context(desk.marketing, {}, 'en'), 'usage'))
  t.regex(marketing, /0 of 200; 200 left/)
  t.notRegex(marketing, /\$|Budget/)
  const session = await runCommand(desk.context(desk.member('U9')), 'usage')
  t.notRegex(textOf(session), /200|\$|Go/)
  t.regex(textOf(session), /posé 0 questions? ce mois-ci. Le compteur repart le 1(er)? \p{L}+ 20\d\d/u)
  t.true(actionsOf(session).includes('link'))
})

test('usage of somebody who is linked to nobody: their own questions, and nobody else’s', async (t) => {
  const [desk, elsewhere] = [await openDesk(work), await openDesk(work)]
  for (const one of [desk, elsewhere]) {
    const assistantId = await one.makeAssistant('Étude bio', { isPublic: true })
    const asked = { assistantId, text: 'top 3 pour Femmes' }
    await one.answerIn(one.context(one.member('U9'), { user: 'U9' }), asked)
    await one.answerIn(one.context(one.member('U8'), { user: 'U8', channel: 'C8' }), asked)
  }
  const usageOf = async (user: string) =>
    textOf(await runCommand(desk.context(desk.member(user), {}, 'en'), 'usage'))
  t.regex(await usageOf('U9'), /You have asked 1 question this month/)
  t.regex(await usageOf('U7'), /You have asked 0 questions this month/)
})

test('a whole conversation as a file: everything that was said, and what was typed letter for letter', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin, {}, 'en')
  const assistantId = await desk.makeAssistant('Étude bio', { isPublic: true })
  const asked = { assistantId, text: '# top 3 <pour> *Femmes*' }
  await desk.answerIn(context, asked)
  for (let at = 0; at < 35; at++)
    await desk.answerIn(context, { assistantId, text: `top 3 pour Femmes, ${at}` })
  const result = await runCommand(context, 'chat export')
  if (result.kind !== 'card' || !result.file) return t.fail('no file')
  const { fileName, content, mediaType } = result.file
  const text = content.toString()
  t.is(fileName, 'top 3 pour Femmes.md')
  t.is(mediaType, 'text/markdown')
  t.true(text.includes('\n> \\# top 3 \\<pour\\> \\*Femmes\\*\n'))
  t.is(text.match(/^## Question, /gm)!.length, 36)
  t.true(text.includes('top 3 pour Femmes, 34'))
  t.regex(textOf(result), /earlier messages are not shown/, 'the card is the end of it')
  const other = await openDesk(work)
  const none = await runAction(other.context(other.admin), 'chat.export', { conversation: '0' })
  t.false('file' in none)
})

test('conversations: listed, searched, read, exported, and nobody else’s', async (t) => {
  const desk = await openDesk(work)
  const context = desk.context(desk.admin)
  t.regex(textOf(await runCommand(context, 'chat list')), /pas encore de conversation/)
  const assistantId = await desk.makeAssistant('Étude bio', { isPublic: true })
  const { conversationId } = await desk.answerIn(context, { assistantId, text: 'top 3 pour Femmes' })
  const listed = await runCommand(context, 'chat list')
  t.regex(textOf(listed), /top 3 pour Femmes.* · Pour « Femmes »/)
  t.notRegex(textOf(listed), /indice de \\?\*/)
  t.regex(textOf(await runCommand(context, 'home')), /Dernières conversations[\s\S]*top 3 pour Femmes/)
  const shown = await runAction(context, 'chat.show', { selected: conversationId })
  t.regex(textOf(shown), /Question, .*\n.*top 3 pour Femmes/)
  t.regex(textOf(await runCommand(context, 'chat history étude')), /top 3 pour Femmes/)
  t.regex(textOf(await runCommand(context, 'chat export')), /top 3 pour Femmes/)
  t.regex(textOf(await runCommand(context, 'search pour femmes')), /top 3 pour Femmes/)
  t.regex(textOf(await runCommand(context, 'search 100%_')), /Rien dans vos conversations/)
  const other = desk.context(desk.marketing)
  t.regex(textOf(await runCommand(other, 'search femmes')), /Rien/)
  t.regex(
    textOf(await runAction(other, 'chat.show', { selected: conversationId })),
    /pas encore de conversation/,
  )
  t.regex(textOf(await runAction(other, 'chat.export', { conversation: conversationId })), /pas encore/)
  t.regex(textOf(await runAction(context, 'chat.show', { selected: 'x' })), /pas encore de conversation/)
})

test('preferences hold for the person, or for the account that is nobody’s', async (t) => {
  const desk = await openDesk(work)
  const member = desk.context(desk.member('U9'), { user: 'U9' })
  t.regex(textOf(await runCommand(member, 'prefs en')), /I speak English/)
  const account = { platform: 'slack' as const, workspace: desk.workspace, platformUserId: 'U9' }
  t.is(await readMemberLocale(desk.core.db, desk.tenantId, account), 'en')
  const otherDesk = await openDesk(work)
  t.is(await readMemberLocale(desk.core.db, otherDesk.tenantId, account), null, 'another tenant')
  await runCommand(member, 'langue auto')
  t.is(await readMemberLocale(desk.core.db, desk.tenantId, account), null)
  await runCommand(desk.context(desk.admin), 'prefs en')
  const person = await withTenant(desk.core.db, desk.tenantId, () =>
    desk.core.db.models.Person.findOne({ where: { tenantId: desk.tenantId, id: desk.admin.id }, raw: true }),
  )
  t.is(person?.locale, 'en')
  t.is((await runCommand(member, 'prefs')).kind, 'form')
})

test('the workspace, its keys and models, health and home', async (t) => {
  const desk = await openDesk(work)
  await desk.makeAssistant('Étude bio', { isPublic: true })
  const admin = desk.context(desk.admin)
  const member = desk.context(desk.member('U9'), {}, 'en')
  t.regex(
    textOf(await runCommand(admin, 'workspace show')),
    new RegExp(`${desk.clientId}[\\s\\S]*Atelier \\(slack\\)`),
  )
  t.notRegex(textOf(await runCommand(member, 'workspace show')), /Atelier/)
  const key = await runCommand(admin, 'workspace key')
  t.regex(textOf(key), /N’écrivez jamais une clé ici/)
  t.like(controlsOf(key)[0], { kind: 'link', url: 'https://sextant.example.org' })
  t.regex(textOf(await runCommand(admin, 'workspace models')), /Modèles|Aucun modèle/)
  t.regex(textOf(await runCommand(member, 'health')), /answers within \d+ ms[\s\S]*no model can be asked/)
  t.regex(textOf(await runCommand(member, 'home')), /Your assistants[\s\S]*Étude bio/)
  t.regex(textOf(await runCommand(admin, 'home')), /Consommation/)
  t.notRegex(textOf(await runCommand(member, 'home')), /Usage/)
})

test('a button that nobody knows is explained, and a fault is told with its reference', async (t) => {
  const desk = await openDesk(work)
  t.regex(textOf(await runAction(desk.context(desk.admin), 'no.such', {})), /Ce bouton ne fonctionne plus/)
  const broken = { ...desk.context(desk.admin), core: { ...desk.core, db: null as never } }
  t.regex(textOf(await runCommand(broken, 'home')), /référence [0-9a-f-]{36}/)
})
