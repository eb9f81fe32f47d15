import { QueryTypes } from 'sequelize'
import { v7 as uuidv7 } from 'uuid'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { recordAct, recordDeploymentAct } from '../access/audit.ts'
import { actorOnBehalf } from '../access/can.ts'
import { tellHolder } from '../notifications/tell-holder.ts'
import { type CounterRule, takePoint } from './counters.ts'
import { findCandidates } from './find-login.ts'
import { inHolderScope } from './holder-trail.ts'
import { refuseFor } from './sign-in-guard.ts'
import type { Holder } from './tokens.ts'

const hour = 3600
const { hourlyPerAccount, hourlyPerAddress } = limits.passwordLinks
const perAccount: CounterRule = { name: 'reset', points: hourlyPerAccount, windowSeconds: hour }
const perAddress: CounterRule = { name: 'reset-from', points: hourlyPerAddress, windowSeconds: hour }

export interface ResetWanted {
  /** E-mail address or user name, whatever its case. */
  login: string
  clientId?: string
  ip: string
  /** Of the mail to somebody whose language is not known. */
  locale: 'fr' | 'en'
}

/**
 * Notes that a login wants a link. Whose login it is, is looked up later and elsewhere: the answer and its time are the
 * same for everybody because nobody looks.
 * @throws AppError `too_many_requests` for an address that asks for many, whoever they are for
 */
export const requestReset = async (
  db: Database,
  { login, clientId = '', ip, locale }: ResetWanted,
): Promise<void> => {
  const { isOver, leftMs } = await takePoint(db, perAddress, ip)
  if (isOver) refuseFor(leftMs, 'too many links were asked for, wait and try again')
  await asOwner(db, async () => {
    await db.sequelize.query(
      `insert into reset_requests (login, client_id, locale) values ($1, $2, $3)
       on conflict (login, client_id) do nothing`,
      { bind: [login.trim().toLowerCase(), clientId, locale] },
    )
  })
}

const mailTo = async (db: Database, holder: Holder, locale: 'fr' | 'en'): Promise<void> => {
  const { kind, id, tenantId } = holder
  if ((await takePoint(db, perAccount, id)).isOver) return
  const alert = {
    type: 'password.reset' as const,
    onceKey: `password.reset ${id} ${uuidv7()}`,
    data: { holder_kind: kind, holder_id: id },
  }
  const act = { action: 'password.reset_requested', target: { kind, id } }
  await inHolderScope(db, holder, async () => {
    // By whom is not known: only that it was for this account.
    const nobody = { kind: 'session' as const, id: 'unknown' }
    if (tenantId === null) await recordDeploymentAct(db, nobody, act)
    else await recordAct(db, actorOnBehalf(tenantId, nobody), act)
    await tellHolder(db, holder, alert, locale)
  })
}

interface Row {
  login: string
  client_id: string
  locale: 'fr' | 'en'
}

const takeRequest = async (db: Database): Promise<Row | null> => {
  const [row] = await db.sequelize.query<Row>(
    `delete from reset_requests where (login, client_id) = (
       select login, client_id from reset_requests order by created_at limit 1 for update skip locked
     ) returning login, client_id, locale`,
    { type: QueryTypes.SELECT },
  )
  return row ?? null
}

const answerOne = (db: Database): Promise<Holder[] | null> =>
  asOwner(db, async () => {
    const request = await takeRequest(db)
    if (!request) return null
    const { login, client_id: clientId, locale } = request
    const candidates = await findCandidates(db, { login, clientId: clientId || undefined })
    const holders = candidates.map(({ holder }) => holder)
    for (const holder of holders) await mailTo(db, holder, locale)
    return holders
  })

/**
 * Puts a mail into the outbox for everybody whose login a link was asked for, at most three an hour and account; of
 * several tenants that know the login each gets its own. Any number of processes may do so at the same time.
 * @returns for whom
 */
export const answerResetRequests = async (db: Database): Promise<Holder[]> => {
  const told: Holder[] = []
  for (let holders = await answerOne(db); holders !== null; holders = await answerOne(db))
    told.push(...holders)
  return told
}
