import { v7 as uuid } from 'uuid'
import { type NoticeEvent, notify } from '../../core/notifications/notify.ts'
import { routeTenant } from '../../core/notifications/routing/route.ts'
import type { NoticeType } from '../../core/notifications/types.ts'
import type { Database } from '../../db/database.ts'
import type { NotificationPreference } from '../../db/models/notification-preference.ts'
import type { Person } from '../../db/models/person.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant } from './database.ts'

/** The moment at which things happen, unless told otherwise. */
export const noon = new Date('2026-11-20T11:00:00Z')

export interface NoticeDesk {
  db: Database
  tenantId: string
  project: { id: string; name: string }
  slackRow: string
  person(values?: Partial<Person>, accounts?: ('slack' | 'discord')[]): Promise<string>
  notify(event: Partial<NoticeEvent> & { type: NoticeType; to: readonly string[] }): Promise<void>
  route(now?: Date): Promise<number>
  prefer(personId: string, values: Partial<NotificationPreference>): Promise<void>
  notices(
    personId: string,
  ): Promise<{ type: string; state: string; outcome: string | null; routeAt: Date | null }[]>
  sends(
    personId: string | null,
  ): Promise<{ id: string; route: string; target: string; result: string | null; reason: string | null }[]>
  rows(sendId: string): Promise<{ id: string; position: number; state: string; notBefore: Date | null }[]>
  end(sendId: string, state: 'sent' | 'failed' | 'unknown', failure?: string): Promise<void>
}

export const openNoticeDesk = async (db: Database): Promise<NoticeDesk> => {
  const tenantId = await createTestTenant(db)
  const inTenant = <T>(work: () => Promise<T>): Promise<T> => withTenant(db, tenantId, work)
  const bind = (platform: 'slack' | 'discord', workspaceId: string) =>
    asOwner(db, () => db.models.Workspace.create({ platform, workspaceId, name: platform, tenantId }))
  const [team, guild] = [`T${tenantId}`, `G${tenantId}`]
  const { id: slackRow } = await bind('slack', team)
  await bind('discord', guild)
  const project = { id: uuid(), name: 'Lancement *2027*' }
  const nameKey = 'lancement'
  await inTenant(() => db.models.Project.create({ tenantId, ...project, nameKey }))
  return {
    db,
    tenantId,
    project,
    slackRow,
    person: (values = {}, accounts = []) =>
      inTenant(async () => {
        const person = await db.models.Person.create({ tenantId, fullName: 'Camille', ...values })
        for (const platform of accounts)
          await db.models.PlatformIdentity.create({
            tenantId, personId: person.id, platform, workspace: platform === 'slack' ? team : guild,
            platformUserId: `${platform}-${person.id}`,
          }) // biome-ignore format: one row
        return person.id
      }),
    notify: (event) => notify(db, tenantId, { actor: null, project, data: {}, ...event }),
    route: (now = noon) => routeTenant(db, tenantId, now),
    prefer: (personId, values) =>
      inTenant(
        async () => void (await db.models.NotificationPreference.create({ tenantId, personId, ...values })),
      ),
    notices: (personId) =>
      inTenant(async () => {
        // What is due now stands in the past of the moved clock as well.
        const found = await db.models.Notification.findAll({
          where: { tenantId, personId },
          order: ['id'],
          raw: true,
        })
        return found.map(({ type, state, outcome, routeAt }) => ({
          type, state: state!, outcome: outcome ?? null, routeAt: routeAt ?? null,
        })) // biome-ignore format: one row
      }),
    sends: (personId) =>
      inTenant(async () => {
        const found = await db.models.NotificationSend.findAll({
          where: { tenantId, personId },
          order: ['createdAt', 'id'],
          raw: true,
        })
        return found.map(({ id, route, target, result, reason }) => ({
          id, route, target: target ?? '', result: result ?? null, reason: reason ?? null,
        })) // biome-ignore format: one row
      }),
    rows: (sendId) =>
      inTenant(async () => {
        const found = await db.models.OutboxMessage.findAll({
          where: { tenantId, sendId },
          order: ['position'],
          raw: true,
        })
        return found.map(({ id, position, state, notBefore }) => ({
          id,
          position,
          state: state!,
          notBefore: notBefore ?? null,
        }))
      }),
    end: (sendId, state, failure) =>
      inTenant(async () => {
        const where = { tenantId, sendId, state: 'pending' as const }
        await db.models.OutboxMessage.update({ state, failure: failure ?? null }, { where })
      }),
  }
}

/** Rows are due at the database's now; the moved clock comes after it. */
export const dueAt = async ({ db, tenantId }: NoticeDesk, now: Date): Promise<void> => {
  await withTenant(db, tenantId, () =>
    db.sequelize.query(
      `update notifications set route_at = $2 where tenant_id = $1 and route_at is not null and route_at > $2 and not is_held`,
      { bind: [tenantId, now] },
    ),
  )
}
/** Tells something and routes it, at one moment of the moved clock. */
export const tell = async (
  desk: NoticeDesk,
  event: Partial<NoticeEvent> & { type: NoticeType; to: readonly string[] },
  now = noon,
) => {
  await desk.notify(event)
  await dueAt(desk, now)
  return desk.route(now)
}
