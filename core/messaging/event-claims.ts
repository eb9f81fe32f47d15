import pg from 'pg'
import { boundedQuery } from '../../db/bounded-query.ts'
import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'

/** An event that this process may work on, until its lease ends. */
export interface ClaimedEvent {
  id: string
  eventId: string
  workspace: string
  orderKey: string
  /** Of this try: 1 is the first. */
  attempts: number
  /** JSON. */
  payload: string
}

const statementMs = 5_000

/** What a claim asks for: see the migration of `claim_platform_events`. */
export interface Claim {
  /** Events in all. */
  most: number
  /** Events of one workspace, those that this process holds included: what is left over is for the others. */
  mostOfWorkspace: number
  /** Events that this process holds, by workspace. */
  held: ReadonlyMap<string, number>
  /** The workspace whose turn was last. */
  after: string
}

type Held = Pick<ClaimedEvent, 'id' | 'attempts'>

/** Any number that nothing else locks; all replicas must agree on it. */
const claimLock = 727_836_271

/**
 * What is lost of it with a server that crashes is done again, and to wait for the disk would be most of the time. The
 * embedded database would lose it with the process, and with it how often an event was begun.
 */
const lightly = 'set local synchronous_commit to off'

/** Ids and numbers out of the table itself. */
const doneSql = (done: Held[]): string => `
  update platform_events e
     set state = 'done', error_code = null, payload = null, lease_until = null, done_at = now(), updated_at = now()
    from (values ${done.map(({ id, attempts }) => `('${id}'::uuid, ${attempts})`).join(', ')}) as held (id, attempts)
   where e.id = held.id and e.attempts = held.attempts and e.state = 'working'`

/** The first open event of each key that nobody works on, and that is due; the workspaces take turns. */
const claimSql = (
  platform: ChatPlatform,
  leaseMs: number,
  { most, mostOfWorkspace, held, after }: Claim,
): string => {
  const atHand = pg.escapeLiteral(JSON.stringify(Object.fromEntries(held)))
  const given = `${most}, ${mostOfWorkspace}, ${atHand}, ${pg.escapeLiteral(after)}`
  return `
  select id, event_id as "eventId", workspace, order_key as "orderKey", attempts, payload
    from claim_platform_events('${platform}', ${given}, ${leaseMs} * interval '1 millisecond') order by place`
}

/**
 * Claims are made one after the other over all replicas: the lock is taken before the statement that looks, which so
 * sees what the claim before it took. Without it two replicas could each hold an event of the same key when a third
 * one arrived in between.
 *
 * All of it is one message to the server, and so one transaction and one round trip; such a message takes no
 * parameters.
 */
const turnSql = (prelude: string[], done: Held[], claim: string | null): string =>
  [
    ...prelude,
    ...(done.length > 0 ? [doneSql(done)] : []),
    ...(claim ? [`select pg_advisory_xact_lock(${claimLock})`, claim] : []),
  ].join(';')

/** Whoever lost its lease has no say any more: another try has another number. */
const heldWhere = `where e.id = held.id and e.attempts = held.attempts and e.state = 'working'`
const heldSql = `from unnest($1::uuid[], $2::integer[]) as held (id, attempts) ${heldWhere}`

/** What is being settled at the same moment needs no lease any more; to wait for it could be mutual. */
const renewSql = `
  with held as (
    select e.id from platform_events e, unnest($1::uuid[], $2::integer[]) as held (id, attempts) ${heldWhere}
       for update of e skip locked)
  update platform_events e set lease_until = now() + $3::integer * interval '1 millisecond'
    from held where e.id = held.id`

const failSql = `
  update platform_events e set state = 'failed', error_code = $3, payload = null, lease_until = null, done_at = now(),
         updated_at = now() ${heldSql}`

const putOffSql = `
  update platform_events e set state = 'received', error_code = $3, lease_until = null, updated_at = now(),
         not_before = now() + $4::integer * interval '1 millisecond' ${heldSql}`

/** What a worker does to the table. */
export interface EventClaims {
  /**
   * Settles what is done and claims what is next, in one go. The words of what is done go.
   * @param wanted null = none
   * @returns in the order of their turns
   */
  turn(done: Held[], wanted: Claim | null): Promise<ClaimedEvent[]>
  renew(events: Held[]): Promise<void>
  /** Gives it up for good; its words go. */
  fail(event: Held, errorCode: string): Promise<void>
  putOff(event: Held, why: { errorCode: string; byMs: number }): Promise<void>
}

const valuesOf = (events: Held[]): unknown[] => [
  events.map(({ id }) => id),
  events.map(({ attempts }) => attempts),
]

/** On plain connections as the owner of the tables: see `acceptEvent`. */
export const openEventClaims = (
  db: Database,
  { platform, leaseMs }: { platform: ChatPlatform; leaseMs: number },
): EventClaims => {
  const pool = db.pool(2)
  const prelude = db.kind === 'embedded' ? [] : [lightly]
  const run = async (text: string, values: unknown[]): Promise<void> => {
    await pool.query(boundedQuery(statementMs, text, values))
  }
  return {
    turn: async (done, wanted) => {
      const claim = wanted && claimSql(platform, leaseMs, wanted)
      const query = boundedQuery(statementMs, turnSql(prelude, done, claim))
      // One result a statement, which the types do not know.
      const results = (await pool.query(query)) as unknown as pg.QueryResult<ClaimedEvent>[]
      return claim ? results.at(-1)!.rows : []
    },
    renew: (events) => run(renewSql, [...valuesOf(events), leaseMs]),
    fail: (event, errorCode) => run(failSql, [...valuesOf([event]), errorCode]),
    putOff: (event, { errorCode, byMs }) =>
      run(putOffSql, [...valuesOf([event]), errorCode, Math.ceil(byMs)]),
  }
}
