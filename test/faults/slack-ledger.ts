import { QueryTypes } from 'sequelize'
import { type Database, openDatabase } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { SlackWorld } from '../helpers/slack/slack-world.ts'
import type { AskedInSlack } from './slack-people.ts'

interface Row {
  event_id: string
  inbox_state: string
  outbox_id: string | null
  outbox_state: string | null
  failure: string | null
}

export interface SlackFindings {
  /** One sentence each; empty when every promise was kept. */
  faults: string[]
  asked: number
  accepted: number
  answered: number
  /** Not acknowledged as far as Slack knows, and answered all the same. */
  answeredUnheard: number
  /** Accepted, and the answer may or may not have arrived. */
  unknown: number
  /** Of those, how many arrived. */
  unknownArrived: number
  acceptedWithoutAnswer: number
  answeredTwice: number
  /** Streams that nobody ended. */
  openStreams: number
  /** Messages of ours that were begun and never became an answer. */
  leftOver: number
}

const readAll = async (db: Database) => {
  const select = <T extends object>(sql: string) => db.sequelize.query<T>(sql, { type: QueryTypes.SELECT })
  const tenant = await asOwner(db, () =>
    db.models.Tenant.findOne({ where: { clientId: 'demo' }, rejectOnEmpty: true }),
  )
  const rows = await withTenant(db, tenant.id, () =>
    select<Row>(
      `select i.event_id, i.state as inbox_state, o.id as outbox_id, o.state as outbox_state, o.failure
         from inbox i left join outbox o on o.tenant_id = i.tenant_id and o.inbox_id = i.id
        where i.platform = 'slack'`,
    ),
  )
  const events = await select<{ state: string; error_code: string | null; n: number }>(
    'select state, error_code, count(*)::int as n from platform_events group by state, error_code',
  )
  return { rows, events }
}

interface Told {
  channel: string
  ts: string
  outboxId: string | null
  part: number
  isStreaming: boolean
  words: string
}

/** Every message of the app, by what it bears of the answer that it belongs to. */
const readWorld = (world: SlackWorld, channels: string[]): Told[] =>
  channels.flatMap((channel) =>
    world
      .messages(channel)
      .filter(({ isFromApp }) => isFromApp)
      .map(({ ts, metadata, stream, words }) => ({
        channel,
        ts,
        outboxId: metadata?.event_payload?.outbox_id ?? null,
        part: Number(metadata?.event_payload?.part ?? 0),
        isStreaming: stream?.state === 'in_progress',
        words,
      })),
  )

/** Streams that stand open at this moment. */
export const findOpenStreams = (world: SlackWorld, channels: string[]): string[] =>
  readWorld(world, channels).flatMap(({ isStreaming, channel, ts }) =>
    isStreaming ? [`${channel} ${ts}`] : [],
  )

/** Whether every question of a thread that was accepted has an answer below it. */
export const isAllAnswered = (world: SlackWorld, asked: readonly AskedInSlack[]): boolean => {
  const channels = [...new Set(asked.map(({ channel }) => channel))]
  const wanted = new Map<string, number>()
  for (const { channel, thread, isAccepted } of asked)
    if (isAccepted) wanted.set(`${channel} ${thread}`, (wanted.get(`${channel} ${thread}`) ?? 0) + 1)
  for (const channel of channels)
    for (const { threadTs, metadata, isFromApp } of world.messages(channel)) {
      const key = `${channel} ${threadTs}`
      const { outbox_id: outboxId, part } = metadata?.event_payload ?? {}
      if (isFromApp && outboxId && Number(part) === 0) wanted.set(key, (wanted.get(key) ?? 0) - 1)
    }
  return [...wanted.values()].every((left) => left <= 0)
}

interface Judged {
  world: SlackWorld
  teamId: string
  channels: string[]
  asked: readonly AskedInSlack[]
  hasHistory: boolean
}

type Fate =
  | 'answered'
  | 'answeredUnheard'
  | 'unknown'
  | 'unknownArrived'
  | 'acceptedWithoutAnswer'
  | 'answeredTwice'

interface Fates {
  faults: string[]
  fates: Fate[]
}

interface Question {
  name: string
  isAccepted: boolean
  /** What the database has of it; more than one is a fault. */
  rows: Row[]
  /** What stands in Slack for it. */
  told: Told[]
  hasHistory: boolean
}

/** What the database says of a question whose answer is not simply sent. */
const judgeRow = ({ name, hasHistory }: Question, row: Row): string[] => {
  if (row.outbox_state === 'unknown')
    return hasHistory ? [`unknown, though it can be looked up: ${name}`] : []
  const isDone = row.inbox_state === 'done' && row.outbox_state === 'sent'
  return isDone ? [] : [`${row.inbox_state}, ${row.outbox_state} (${row.failure}): ${name}`]
}

const judgeQuestion = (question: Question): Fates => {
  const { name, isAccepted, rows, told } = question
  const [row] = rows
  const faults = row ? judgeRow(question, row) : []
  const fates: Fate[] = []
  const isAnswered = told.some(({ part }) => part === 0)
  const isUnknown = row?.outbox_state === 'unknown'
  if (rows.length > 1) faults.push(`${rows.length} things to send for ${name}`)
  if (isAnswered) fates.push('answered')
  if (isAnswered && !isAccepted) fates.push('answeredUnheard')
  if (isUnknown) fates.push('unknown')
  if (isUnknown && isAnswered) fates.push('unknownArrived')
  if (new Set(told.map(({ part }) => part)).size < told.length) {
    fates.push('answeredTwice')
    faults.push(`answered twice: ${name}`)
  }
  if (isAccepted && !isAnswered && !isUnknown) {
    fates.push('acceptedWithoutAnswer')
    faults.push(`accepted and not answered: ${name}`)
  }
  return { faults, fates }
}

const judge = (
  { rows, events }: Awaited<ReturnType<typeof readAll>>,
  { world, teamId, channels, asked, hasHistory }: Judged,
): SlackFindings => {
  const told = readWorld(world, channels)
  const byOutbox = Map.groupBy(told, ({ outboxId }) => outboxId)
  const byEvent = Map.groupBy(rows, ({ event_id }) => event_id)
  const known = new Set(rows.map(({ outbox_id }) => outbox_id))
  const judged = asked.map(({ channel, ts, text, isAccepted }) => {
    const of = byEvent.get(`${teamId}:${channel}:${ts}`) ?? []
    const standing = of.flatMap(({ outbox_id }) => byOutbox.get(outbox_id) ?? [])
    return judgeQuestion({
      name: `${channel} ${ts} (${text})`,
      isAccepted,
      rows: of,
      told: standing,
      hasHistory,
    })
  })
  const count = (fate: Fate): number => judged.filter(({ fates }) => fates.includes(fate)).length
  const unhandled = events.filter(({ state }) => state !== 'done')
  const strangers = told.filter(({ outboxId }) => outboxId !== null && !known.has(outboxId))
  const open = told.filter(({ isStreaming }) => isStreaming)
  const leftOver = told.filter(({ outboxId }) => outboxId === null)
  const unfinished = hasHistory ? [...open, ...leftOver] : []
  return {
    faults: [
      ...judged.flatMap(({ faults }) => faults),
      ...unhandled.map(({ n, state, error_code }) => `${n} events are ${state} (${error_code})`),
      ...strangers.map(({ ts, words }) => `an answer of nothing, ${ts}: ${words.slice(0, 80)}`),
      ...unfinished.map(({ ts, words }) => `begun and left, ${ts}: ${words.slice(0, 80)}`),
    ],
    asked: asked.length,
    accepted: asked.filter(({ isAccepted }) => isAccepted).length,
    answered: count('answered'),
    answeredUnheard: count('answeredUnheard'),
    unknown: count('unknown'),
    unknownArrived: count('unknownArrived'),
    acceptedWithoutAnswer: count('acceptedWithoutAnswer'),
    answeredTwice: count('answeredTwice'),
    openStreams: open.length,
    leftOver: leftOver.length,
  }
}

/** Holds what stands in Slack against what an ended program left in its database. */
export const judgeSlack = async (
  place: { databaseUrl: string | null; dataDir: string },
  judged: Judged,
): Promise<SlackFindings> => {
  const db = await openDatabase(place)
  try {
    return judge(await readAll(db), judged)
  } finally {
    await db.close()
  }
}
