import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import type { Database } from '../../db/database.ts'
import type { DigestKind } from '../../db/models/digest.ts'
import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import { withTenant } from '../../db/tenant.ts'
import { isAddress } from '../notifications/address.ts'
import type { BoundWorkspace } from '../notifications/routing/facts.ts'
import type { Share } from '../schedules/kinds.ts'
import { contentFor, countsOf, isEmpty } from './content.ts'
import { factsOf, type Period } from './facts.ts'
import { type Reader, readPeople, readRecipients } from './readers.ts'

export const digestKindOf = ({ kind }: Pick<Schedule, 'kind'>): DigestKind =>
  kind === 'digest.weekly' ? 'weekly' : 'daily'

/** How somebody gets it, and where. */
export interface DigestWay {
  route: 'none' | 'mail' | 'slack' | 'discord'
  workspace: string
  target: string
}

const nowhere: DigestWay = { route: 'none', workspace: '', target: '' }

/** A direct message where there is an account in a workspace that is still connected, mail otherwise; or as they chose. */
export const wayTo = ({ route, accounts, address }: Reader, bound: readonly BoundWorkspace[]): DigestWay => {
  const account = accounts.find(({ platform, workspace }) =>
    bound.some((one) => one.platform === platform && one.workspaceId === workspace),
  )
  const chat = account && { route: account.platform, workspace: account.workspace, target: account.user }
  const trimmed = address?.trim() ?? ''
  const mail = isAddress(trimmed) ? { route: 'mail' as const, workspace: '', target: trimmed } : undefined
  return (route === 'mail' ? (mail ?? chat) : (chat ?? mail)) ?? nowhere
}

const dayMs = 86_400_000
const longestDays = 31

/** From where the last digest ended, so that nothing is lost with a window that was missed; at most a month. */
export const periodOf = ({ lastTo }: Reader, { coversFrom: from, coversTo: to }: Window): Period => {
  const isUsable = lastTo !== null && lastTo < to && to.getTime() - lastTo.getTime() <= longestDays * dayMs
  return { from: isUsable ? lastTo : from, to }
}

type Window = Pick<ScheduleWindow, 'coversFrom' | 'coversTo'>

interface NewDigest {
  id: string
  outboxId: string
  reader: Reader
  period: Period
  way: DigestWay
  state: 'prepared' | 'skipped_empty' | 'failed'
  reason: string | null
  counts: Record<string, number>
}

/**
 * Digests and what carries them, in one statement however many: who has one of this window already gets no second one,
 * whoever prepares it and however often.
 */
const insertSql = `
  with given as (
    select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[], $8::text[],
                         $9::text[], $10::text[], $11::text[], $17::text[])
             as g (id, outbox_id, person_id, recipient_id, covers_from, route, target, state, reason, counts, workspace)
  ), made as (
    insert into digests (tenant_id, id, schedule_id, reader_id, person_id, recipient_id, kind, period, covers_from,
                         covers_to, is_forced, route, state, reason, counts)
    select $1, id, $12::uuid, coalesce(person_id, recipient_id), person_id, recipient_id, $13, $14, covers_from,
           $15::timestamptz, $16::boolean, route, state, reason, counts::jsonb
      from given
    on conflict (tenant_id, reader_id, kind, period) do nothing
    returning id, state, route
  ), open as (
    select g.* from made m join given g on g.id = m.id where m.state = 'prepared'
  ), logged as (
    insert into notification_sends (tenant_id, id, person_id, route, workspace, target, group_key)
    select $1, outbox_id, person_id, route, workspace, target, 'digest:' || id from open where route <> 'mail'
    returning id
  ), sent as (
    insert into outbox (tenant_id, id, send_id, digest_id, platform, destination, position, payload)
    select $1, outbox_id, case when route <> 'mail' then outbox_id end, id, route,
           case when route = 'mail' then target else workspace || ':' || target end, 0,
           jsonb_build_object('digest_id', id)
      from open
    returning id
  )
  select (select count(*)::int from made) as made, (select count(*)::int from sent) as sent`

export interface Prepared {
  made: number
  sent: number
}

const insert = async (
  db: Database,
  { schedule, window }: { schedule: Schedule; window: ScheduleWindow },
  digests: readonly NewDigest[],
): Promise<Prepared> => {
  const of = <T>(pick: (digest: NewDigest) => T): T[] => digests.map(pick)
  const idOf = (kind: Reader['kind']) => of(({ reader }) => (reader.kind === kind ? reader.id : null))
  const [row] = await db.sequelize.query<Prepared>(insertSql, {
    type: QueryTypes.SELECT,
    bind: [
      schedule.tenantId, of(({ id }) => id), of(({ outboxId }) => outboxId), idOf('person'), idOf('recipient'),
      of(({ period }) => period.from), of(({ way }) => way.route), of(({ way }) => way.target),
      of(({ state }) => state), of(({ reason }) => reason), of(({ counts }) => JSON.stringify(counts)),
      schedule.id, digestKindOf(schedule), window.period, window.coversTo, schedule.isForced,
      of(({ way }) => way.workspace),
    ],
  }) // biome-ignore format: one list
  return row!
}

const decide = async (
  db: Database,
  reader: Reader,
  {
    schedule,
    window,
    bound,
  }: { schedule: Schedule; window: ScheduleWindow; bound: readonly BoundWorkspace[] },
): Promise<NewDigest> => {
  const period = periodOf(reader, window)
  const content = contentFor(reader, await factsOf(db, schedule.tenantId, period))
  const way = wayTo(reader, bound)
  const isSkipped = isEmpty(content) && !schedule.isForced
  const isLost = !isSkipped && way.route === 'none'
  return {
    id: uuid(),
    outboxId: uuid(),
    reader,
    period,
    way,
    state: isSkipped ? 'skipped_empty' : isLost ? 'failed' : 'prepared',
    reason: isLost ? 'no_route' : null,
    counts: countsOf(content),
  }
}

/**
 * Makes the digests of a share of a window, all at once: who has nothing to hear of gets none, which their row says.
 * Doing it again makes none twice.
 */
export const prepareDigests = async (
  db: Database,
  { schedule, window, readers, bound }: {
    schedule: Schedule
    window: ScheduleWindow
    readers: { of: Share['of']; ids: readonly string[] }
    bound: readonly BoundWorkspace[]
  },
): Promise<Prepared> =>
  withTenant(db, schedule.tenantId, async () => {
    const asked = { ids: readers.ids, kind: digestKindOf(schedule) }
    const read = readers.of === 'recipients' ? readRecipients : readPeople
    const wanted = (await read(db, schedule.tenantId, asked)).filter(({ isWanted }) => isWanted)
    const digests: NewDigest[] = []
    for (const reader of wanted) digests.push(await decide(db, reader, { schedule, window, bound }))
    return digests.length === 0 ? { made: 0, sent: 0 } : insert(db, { schedule, window }, digests)
  }) // biome-ignore format: the parameters, read at a glance
