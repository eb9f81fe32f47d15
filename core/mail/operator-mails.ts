import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { MailRow, Outcome, Pace, Sender } from '../messaging/outbox.ts'

type Claimed = Pick<MailRow, 'id' | 'destination' | 'payload' | 'attempts' | 'isUnsure'>

/** A row whose time has come, under a lease; what another process died over comes back when its lease is over. */
const claim = (db: Database, leaseMs: number): Promise<Claimed | null> =>
  asOwner(db, async () => {
    const [row] = await db.sequelize.query<Claimed>(
      `with due as (
         select id, state = 'sending' as is_unsure from operator_mails
          where state in ('pending', 'sending') and due_at <= now()
          order by due_at, id limit 1 for update skip locked
       )
       update operator_mails m set state = 'sending', attempts = attempts + 1, updated_at = now(),
              due_at = now() + $1::integer * interval '1 millisecond'
         from due where m.id = due.id
       returning m.id, destination, payload, attempts, due.is_unsure as "isUnsure"`,
      { type: QueryTypes.SELECT, bind: [leaseMs] },
    )
    return row ?? null
  })

const settle = (db: Database, { id, attempts }: Claimed, outcome: Outcome, pace: Pace): Promise<unknown> =>
  asOwner(db, async () => {
    const { OperatorMail } = db.models
    const where = { id, attempts, state: 'sending' as const }
    if (typeof outcome === 'string') return OperatorMail.update({ state: outcome }, { where })
    const { state, reason: failure } = outcome
    const isOver = state === 'failed' || attempts >= pace.tries
    const told = { operator_mail_id: id, attempts, reason: failure }
    if (isOver) log.error(told, 'a mail to an operator failed for good')
    else log.warn(told, 'a mail to an operator was not sent yet, will be tried again')
    const dueAt = new Date(Date.now() + pace.putOffMs(attempts))
    return OperatorMail.update({ state: isOver ? 'failed' : 'pending', failure, dueAt }, { where })
  })

/** What throws leaves the row to its lease, and then to another try. */
const sendOne = async (db: Database, send: Sender<MailRow>, pace: Pace): Promise<boolean> => {
  const row = await claim(db, pace.leaseMs)
  if (!row) return false
  await settle(db, row, await send('', { ...row, platform: 'mail' }), pace)
  return true
}

/**
 * Sends what is due to operators, who are in no tenant whose outbox would take it. Any number of processes may.
 * @returns how many mails were taken up
 */
export const sendOperatorMails = async (db: Database, send: Sender<MailRow>, pace: Pace): Promise<number> => {
  let count = 0
  while (await sendOne(db, send, pace)) count += 1
  return count
}
