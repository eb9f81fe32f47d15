import { log } from '../../config/log.ts'
import type { Database } from '../../db/database.ts'
import type { Core } from '../core.ts'
import {
  afterNotices,
  type DigestRow,
  type Dispatcher,
  type MailRow,
  openDispatcher,
  type Pace,
  type Sender,
  withDigests,
  withNotices,
} from '../messaging/outbox.ts'
import type { AlertData, AlertMail } from '../notifications/catalogue.ts'
import { makeResultLink } from '../tasks/result-links.ts'
import { makePasswordLink } from '../tenancy/password-links.ts'
import { answerResetRequests } from '../tenancy/password-reset.ts'
import { findSuspension } from '../tenancy/standing.ts'
import type { MailLinks } from './links.ts'
import { noticeMails } from './notice-mail.ts'
import { sendOperatorMails } from './operator-mails.ts'
import { type MailOptions, type MailSender, openMailSender } from './send.ts'

const mostMs = 3_600_000

/**
 * One at a time, so that a process that dies leaves one mail unsure and no more; under a lease that is longer than a
 * mail may take. Put off for half a minute, then twice as long each time up to an hour: about a day in all.
 */
const mailPace: Pace = {
  batchSize: 1,
  hands: 1,
  keepsOrder: false,
  leaseMs: 180_000,
  tries: 30,
  putOffMs: (attempts) => Math.min(mostMs, 30_000 * 2 ** (attempts - 1)),
}

/** Somebody who forgot a password looks at the mailbox already. */
const lookEveryMs = 2_000

const secretFor =
  (db: Database) =>
  (tenantId: string | null, { type, data }: AlertMail): Promise<string | null> => {
    if (type === 'privacy.exported') return makeResultLink(db, (data as AlertData['privacy.exported']).job_id)
    const { holder_kind: kind, holder_id: id } = data as AlertData['password.reset']
    return makePasswordLink(db, { kind, id, tenantId }, type === 'invitation' ? 'invitation' : 'reset')
  }

/** Does something now and then, one at a time. @returns ends it, when what runs has ended */
const repeat = (everyMs: number, act: () => Promise<unknown>): (() => Promise<void>) => {
  let running: Promise<unknown> | null = null
  const run = (): void => {
    running ??= act()
      .catch((error: unknown) => log.warn({ err: error }, 'mails about accounts not possible'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(run, everyMs)
  run()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** What a tenant is told about its own end. */
const isOfItsEnd = ({ type }: AlertMail): boolean => /^(?:tenant|privacy)\./.test(type)

/** What waited when its tenant was suspended is not sent, and not made up for: it tells of another time. */
const unlessSuspended =
  (db: Database, send: Sender<MailRow>): Sender<MailRow> =>
  async (tenantId, row) =>
    !isOfItsEnd(row.payload.mail) && (await findSuspension(db, tenantId))
      ? { state: 'failed', reason: 'suspended' }
      : send(tenantId, row)

interface DispatcherOptions extends Omit<MailOptions, 'dataDir' | 'makeSecret'> {
  /** A mail with notices of a tenant was handed over: its outcome is to be looked at soon. */
  onNotices?: (tenantId: string) => void
  /** Sends digests: they know of mails, and mails not of them. */
  digests?: (sender: MailSender) => Sender<DigestRow>
  /** Lets mails of notices be ended in one click. */
  links?: MailLinks
}

/** Sends the tenants' mails and those to operators, beside whatever sends answers, which never waits for a mail server. */
export const openMailDispatcher = (
  core: Core,
  { digests, links, onNotices = () => undefined, ...options }: DispatcherOptions,
  paceOf: Partial<Pace> = {},
): Dispatcher => {
  const { db, dataDir } = core
  const pace = { ...mailPace, ...paceOf }
  const sender = openMailSender({ ...options, dataDir, makeSecret: secretFor(db) })
  const alerts = unlessSuspended(db, sender.send)
  const letters = withNotices(alerts, noticeMails(db, sender, { publicUrl: options.publicUrl, links }))
  const mail = digests ? withDigests(letters, digests(sender)) : letters
  const dispatcher = openDispatcher(core, afterNotices({ mail }, onNotices), pace)
  const stop = repeat(lookEveryMs, async () => {
    for (const { tenantId } of await answerResetRequests(db)) if (tenantId) dispatcher.wake(tenantId)
    await sendOperatorMails(db, sender.send, pace)
  })
  return {
    wake: dispatcher.wake,
    close: async () => {
      sender.close()
      await stop()
      await dispatcher.close()
    },
  }
}
