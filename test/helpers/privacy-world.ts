import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { Core } from '../../core/core.ts'
import { deploymentTables, tenantTables } from '../../core/privacy/inventory.ts'
import { bindsOf, type Subject } from '../../core/privacy/subject.ts'
import { tablesInOrder } from '../../db/backup/tables.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../db/tenant.ts'

/** Somebody with a row in every table that is about people, and a word of theirs (`mark`) in each that can hold one. */
export interface Planted {
  mark: string
  tenantId: string
  personId: string
  subject: Subject
  /** How many different words were planted. */
  words: string[]
}

/** Two people of one tenant share an assistant, and a thread in which both ask. */
export interface Room {
  tenantId: string
  clientId: string
  assistantId: string
  profileId: string
  threadId: string
}

export const openRoom = async ({ db }: Pick<Core, 'db'>, clientId: string): Promise<Room> => {
  const tenant = await asOwner(db, () =>
    db.models.Tenant.create({ clientId, name: clientId, contactEmail: `contact@${clientId}.example.org` }),
  )
  const tenantId = tenant.id
  return withTenant(db, tenantId, async () => {
    const assistant = await db.models.Assistant.create({ tenantId, name: 'shared', theme: 't' })
    const profile = await db.models.CredentialProfile.create({ tenantId, name: 'keys' })
    const thread = await db.models.Conversation.create({
      tenantId, assistantId: assistant.id, platform: 'slack', place: `T${clientId}:C1:1.0`,
    }) // biome-ignore format: one row
    return { tenantId, clientId, assistantId: assistant.id, profileId: profile.id, threadId: thread.id }
  })
}

interface Turn {
  conversationId: string
  position: number
  payload: Record<string, unknown>
  word(): string
}

const addTurn = async ({ db }: Pick<Core, 'db'>, { tenantId }: Room, turn: Turn): Promise<string> => {
  const { conversationId, position, payload, word } = turn
  const { InboxEvent, OutboxMessage, Message, SentMessage } = db.models
  const event = await InboxEvent.create({
    tenantId, platform: 'slack', eventId: uuid(), conversationId, state: 'done', payload: { ...payload, text: word() },
  }) // biome-ignore format: one row
  await Message.create({ tenantId, conversationId, position, role: 'user', content: word() })
  const answer = await Message.create({
    tenantId, conversationId, position: position + 1, role: 'assistant', content: word(), answer: { text: word() },
  }) // biome-ignore format: one row
  const outbox = await OutboxMessage.create({
    tenantId, inboxId: event.id, platform: 'slack', destination: `T:C:${position}`, position: 0,
    payload: { message_id: answer.id },
  }) // biome-ignore format: one row
  await SentMessage.create({
    tenantId, platform: 'slack', workspace: 'T', channel: 'C', kind: 'answer', inboxId: event.id, outboxId: outbox.id,
    messageId: answer.id, state: 'sent',
  }) // biome-ignore format: one row
  return answer.id
}

/** @param at where in the shared thread this person asks */
export const plantPerson = async (
  core: Pick<Core, 'db' | 'dataDir'>,
  room: Room,
  { mark, at, role = 'marketing' }: { mark: string; at: number; role?: string },
): Promise<Planted> => {
  const { db, dataDir } = core
  const { tenantId, assistantId, profileId, clientId } = room
  const words: string[] = []
  const word = (): string => {
    words.push(`${mark}-${words.length}`)
    return words.at(-1)!
  }
  const email = `${mark.toLowerCase()}@example.org`
  const [slackUser, discordUser] = [`U${mark}`, `9${mark}`]
  const accounts = [`slack:T${clientId}:${slackUser}`, `discord:G${clientId}:${discordUser}`]
  const m = db.models
  const personId = await withTenant(db, tenantId, async () => {
    const person = await m.Person.create({
      tenantId,
      email,
      fullName: `${mark} Zoé`,
      userName: `${mark}_name`,
      role,
    })
    const personId = person.id
    const base = { tenantId, personId }
    for (const account of accounts) {
      const [platform, workspace, platformUserId] = account.split(':') as [
        'slack' | 'discord',
        string,
        string,
      ]
      await m.PlatformIdentity.create({ ...base, platform, workspace, platformUserId })
      await m.MemberPreference.create({
        tenantId,
        platform,
        workspace,
        platformUserId,
        viewedChannel: word(),
      })
    }
    await m.LinkCode.create({ ...base, codeHash: uuid(), expiresAt: new Date() })
    const conversation = await m.Conversation.create({
      ...base, assistantId, platform: 'web', place: uuid(), title: word(), preview: word(),
      context: { follow_up: word() }, userInfo: { name: word() }, tags: [word()],
    }) // biome-ignore format: one row
    const before = await m.Conversation.create({
      tenantId, assistantId, platform: 'slack', place: `T${clientId}:D1::${slackUser}`, sessionId: accounts[0],
      title: word(),
    }) // biome-ignore format: one row
    const conversationId = conversation.id
    await m.ConversationPlace.create({
      tenantId,
      platform: 'web',
      place: uuid(),
      assistantId,
      conversationId,
    })
    await m.Message.create({
      tenantId,
      conversationId: before.id,
      position: 0,
      role: 'user',
      content: word(),
    })
    await addTurn(core, room, { conversationId, position: 0, payload: {}, word })
    const chat = {
      workspace: `T${clientId}`,
      channel: 'C1',
      thread: '1.0',
      user: slackUser,
      is_private: false,
    }
    const asked = { chat, person_id: personId }
    const answerId = await addTurn(core, room, {
      conversationId: room.threadId,
      position: at,
      payload: asked,
      word,
    })
    await m.Feedback.create({
      tenantId,
      messageId: answerId,
      rater: `person:${personId}`,
      rating: 'up',
      reason: word(),
    })
    const waiting = { tenantId, platform: 'slack', eventId: uuid(), conversationId: room.threadId }
    await m.InboxEvent.create({ ...waiting, payload: { ...asked, text: word() } })
    const alert = await m.Alert.create({
      tenantId, type: 'identity.linked', onceKey: uuid(), data: { account: slackUser, note: word() },
    }) // biome-ignore format: one row
    await m.OutboxMessage.create({
      tenantId, alertId: alert.id, platform: 'mail', destination: email, position: 0,
      payload: { mail: { audience: 'person', what: word() } },
    }) // biome-ignore format: one row
    await m.LlmCall.create({
      ...base, llm: 'l', provider: 'p', model: 'm', role: 'default', purpose: 'word', period: '2026-11-01',
      countsRequest: true, reservedNanoUsd: 5, state: 'settled',
    }) // biome-ignore format: one row
    await m.QuotaCounter.create({
      tenantId,
      period: '2026-11-01',
      scopeKind: 'member',
      scopeId: personId,
      requests: 3,
    })
    await m.UsageLimit.create({ tenantId, kind: 'member', subjectId: personId, monthlyRequests: 5 })
    await m.AuditEvent.create({
      tenantId,
      actorKind: 'person',
      actorId: personId,
      action: 'x.done',
      outcome: 'allowed',
    })
    await m.AuditIdentity.create({ tenantId, subject: personId, kind: 'ip', value: word() })
    const dataset = await m.Dataset.create({
      tenantId, name: 'team data', fileName: 'team.csv', fileType: 'csv', fileBytes: 1, fileSha256: 'x', state: 'ready',
      preview: {}, createdBy: personId,
    }) // biome-ignore format: one row
    mkdirSync(join(dataDir, 'files', tenantId), { recursive: true })
    writeFileSync(join(dataDir, 'files', tenantId, dataset.id), 'the data of the team')
    await m.Assistant.create({ tenantId, name: 'theirs', theme: 't', createdBy: personId })
    await m.AssistantCreation.create({
      tenantId, name: 'n', theme: 't', state: 'completed', request: { actor: { kind: 'person', id: personId } },
      createdBy: personId,
    }) // biome-ignore format: one row
    await m.ServiceToken.create({
      tenantId, name: 'program', tokenHash: uuid(), scopes: ['datasets:query'], createdBy: `person:${personId}`,
      expiresAt: new Date(),
    } as never) // biome-ignore format: one row
    const project = await m.Project.create({ tenantId, name: 'fibre', nameKey: 'fibre', ownerId: personId })
    const within = { tenantId, projectId: project.id }
    await m.ProjectStep.create({ ...within, phase: 'needs', name: 'brief', ownerId: personId })
    await m.ProjectMember.create({ ...within, personId, role: word() })
    await m.ProjectPermission.create({ ...within, personId, code: 'edit' })
    await m.DigestPreference.create({ tenantId, personId, frequency: 'weekly', countsFrom: new Date() })
    await m.DigestRecipient.create({
      tenantId, address: `${personId}@example.org`, locale: 'fr', timeZone: 'UTC', addedBy: personId,
      countsFrom: new Date(),
    }) // biome-ignore format: one row
    const [schedule] = await m.Schedule.findOrCreate({
      where: { tenantId, kind: 'digest.daily' },
      defaults: { tenantId, kind: 'digest.daily', minuteOfDay: 480, countsFrom: new Date() },
    })
    const sentAt = new Date()
    await m.Digest.create({
      tenantId, scheduleId: schedule.id, readerId: personId, personId, kind: 'daily', period: 'p', coversFrom: sentAt,
      coversTo: sentAt, route: 'mail', state: 'sent', sentAt,
    }) // biome-ignore format: one row
    const task = await m.ProjectTask.create({ ...within, name: 'read the brief' })
    await m.TaskAssignee.create({ tenantId, taskId: task.id, personId })
    await m.ProjectEvent.create({
      ...within, subjectKind: 'member', subjectId: personId, subjectName: word(), action: 'member.added',
      changes: { role: [null, word()] }, actorKind: 'person', actorId: personId, actorLabel: word(), surface: 'api',
    }) // biome-ignore format: one row
    const told = await m.NotificationEvent.create({
      tenantId, type: 'task.assigned', actorKind: 'person', actorId: personId, actorLabel: word(), routedAt: new Date(),
    }) // biome-ignore format: one row
    await m.Notification.create({ tenantId, eventId: told.id, personId, type: told.type, rule: 'assignee' })
    await m.NotificationPreference.create({ tenantId, personId, hoursFrom: '08:00', hoursTo: '19:00' })
    await m.NotificationMute.create({ tenantId, personId, type: 'project.updated', projectId: project.id })
    const send = await m.NotificationSend.create({
      tenantId, personId, route: 'mail', target: email, groupKey: 'task', result: 'sent',
    }) // biome-ignore format: one row
    await m.NotificationSendEvent.create({ tenantId, sendId: send.id, eventId: told.id })
    const own = await m.CredentialProfile.create({ tenantId, name: `keys ${at}`, createdBy: personId })
    await m.Credential.create({
      tenantId, profileId: at === 0 ? profileId : own.id, provider: 'openai', sealed: 'SEALED-SECRET', lastFour: '1234',
      checkedAt: new Date(), createdBy: personId,
    }) // biome-ignore format: one row
    return personId
  })
  const later = new Date(Date.now() + 60_000)
  await asOwner(db, async () => {
    const held = { holderKind: 'person' as const, holderId: personId, tenantId }
    await m.Session.create({
      ...held, tokenHash: uuid(), familyId: uuid(), expiresAt: later, absoluteExpiresAt: later, userAgent: word(),
    }) // biome-ignore format: one row
    await m.PasswordLink.create({ ...held, purpose: 'reset', tokenHash: uuid(), expiresAt: later })
    await m.ResetRequest.create({ login: email, clientId, locale: 'fr' })
    await m.OperatorMail.create({ destination: email, payload: { what: word() } })
    await m.IdempotencyKey.create({
      scope: `person:${personId} ${tenantId}`, key: uuid(), method: 'POST', path: '/', bodyHash: 'h', state: 'done',
      response: { said: word() } as never, expiresAt: later,
    }) // biome-ignore format: one row
    await m.InstallCode.create({
      tenantId,
      codeHash: uuid(),
      createdBy: `person:${personId}`,
      expiresAt: later,
    })
    await m.Workspace.create({
      platform: 'slack', workspaceId: `T${clientId}${at || ''}`, name: 'w', tenantId, installedBy: slackUser,
      boundBy: accounts[0], botToken: 'SEALED-SECRET', scopes: [],
    }) // biome-ignore format: one row
    await m.PlatformEvent.create({
      platform: 'slack', eventId: uuid(), workspace: `T${clientId}`, orderKey: uuid(),
      payload: JSON.stringify({ user: slackUser, text: word() }),
    }) // biome-ignore format: one row
    const task = await m.Task.create({
      kind: 'person.export', tenantId, requestedKind: 'session', requestedBy: accounts[0]!, resultPermission: 'users:manage',
      input: { account: accounts[0] }, state: 'done',
    }) // biome-ignore format: one row
    await m.ResultLink.create({ taskId: task.id, tenantId, personId, tokenHash: uuid(), expiresAt: later })
  })
  mkdirSync(join(dataDir, 'mails'), { recursive: true })
  writeFileSync(
    join(dataDir, 'mails', `${uuid()}.eml`),
    `From: a@b.c\r\nTo: <${email}>\r\nSubject: x\r\n\r\n${word()}`,
  )
  const person = { fullName: `${mark} Zoé`, email, userName: `${mark}_name`, locale: null }
  return { mark, tenantId, personId, subject: { tenantId, personId, accounts, person }, words }
}

const textsOf = async (db: Database, table: string, tenantId: string | null): Promise<string[]> => {
  const where = tenantId === null ? '' : 'where t.tenant_id = $1'
  const bind = tenantId === null ? [] : [tenantId]
  const read = () =>
    db.sequelize.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${table} t ${where} order by 1`,
      {
        bind,
        type: QueryTypes.SELECT,
      },
    )
  const rows = await (tenantId === null ? asOwner(db, read) : inTenantAsOwner(db, tenantId, read))
  return rows.map(({ row }) => row)
}

const tablesOf = (db: Database) => asOwner(db, (transaction) => tablesInOrder(db.sequelize, transaction))

/** What waits in the queue; none where there is no queue yet, as after a restore. */
const jobsOf = (db: Database): Promise<string[]> =>
  asOwner(db, async () => {
    const select = { type: QueryTypes.SELECT } as const
    const [row] = await db.sequelize.query<{ isThere: boolean }>(
      `select to_regclass('pgboss.job') is not null as "isThere"`,
      select,
    )
    if (!row?.isThere) return []
    const jobs = await db.sequelize.query<{ row: string }>('select data::text as row from pgboss.job', select)
    return jobs.map((job) => job.row)
  })

/** Every row of every table as text, the trail too, by table. @param tenantIds whose rows */
export const dumpTables = async (
  db: Database,
  tenantIds: string[],
  { withGlobals = true } = {},
): Promise<Map<string, string[]>> => {
  const dump = new Map<string, string[]>()
  for (const { name, isTenants } of await tablesOf(db)) {
    if (!isTenants && !withGlobals) continue
    const parts = isTenants ? tenantIds : [null]
    const rows = []
    for (const id of parts) rows.push(...(await textsOf(db, name, id)))
    dump.set(name, rows)
  }
  if (withGlobals) dump.set('pgboss.job', await jobsOf(db))
  return dump
}

/** Where a word stands, in rows and files: `table` or path. */
export const findMark = async (
  core: Pick<Core, 'db' | 'dataDir'>,
  tenantIds: string[],
  mark: string,
): Promise<string[]> => {
  const found: string[] = []
  const wanted = mark.toLowerCase()
  for (const [table, rows] of await dumpTables(core.db, tenantIds))
    if (rows.some((row) => row.toLowerCase().includes(wanted))) found.push(table)
  const files = readdirSync(core.dataDir, { recursive: true }).map(String)
  for (const name of files) {
    // The embedded database's own files hold what is deleted until they are vacuumed.
    if (name === 'db' || name.startsWith('db/')) continue
    const path = join(core.dataDir, name)
    if (statSync(path).isFile() && readFileSync(path, 'latin1').toLowerCase().includes(wanted))
      found.push(name)
  }
  return found
}

/** How many rows of each table are somebody's, by the inventory. */
export const countMine = async (db: Database, subject: Subject): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const [table, { mine }] of [...Object.entries(tenantTables), ...Object.entries(deploymentTables)]) {
    if (mine === undefined) continue
    const scope = table in tenantTables ? 't.tenant_id = $tenant::uuid and' : ''
    const [row] = await inTenantAsOwner(db, subject.tenantId, () =>
      db.sequelize.query<{ count: number }>(
        `select count(*)::int as count from ${table} t where ${scope} ${mine}`,
        {
          bind: bindsOf(subject),
          type: QueryTypes.SELECT,
        },
      ),
    )
    counts[table] = row?.count ?? 0
  }
  return counts
}

/** Everything that is somebody's, as text, by the inventory: to see that it is as it was. */
export const rowsOf = async (db: Database, subject: Subject): Promise<string> => {
  const all: string[] = []
  for (const [table, { mine }] of Object.entries(tenantTables)) {
    if (mine === undefined || table === 'conversations') continue
    const rows = await inTenantAsOwner(db, subject.tenantId, () =>
      db.sequelize.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${table} t where t.tenant_id = $tenant::uuid and ${mine} order by 1`,
        { bind: bindsOf(subject), type: QueryTypes.SELECT },
      ),
    )
    all.push(...rows.map(({ row }) => `${table} ${row}`))
  }
  return all.join('\n')
}
