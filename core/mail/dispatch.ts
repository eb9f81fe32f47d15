import type { Core } from '../core.ts'
import { type Dispatcher, openDispatcher, type Pace } from '../messaging/outbox.ts'
import { type MailOptions, openMailSender } from './send.ts'

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

/** Sends the tenants' mails, beside whatever sends answers, which never waits for a mail server. */
export const openMailDispatcher = (
  core: Core,
  options: Omit<MailOptions, 'dataDir'>,
  pace: Partial<Pace> = {},
): Dispatcher => {
  const sender = openMailSender({ ...options, dataDir: core.dataDir })
  const dispatcher = openDispatcher(core, { mail: sender.send }, { ...mailPace, ...pace })
  return {
    wake: dispatcher.wake,
    close: async () => {
      sender.close()
      await dispatcher.close()
    },
  }
}
