import type { Chats } from './chats.ts'
import type { Config } from './config/env.ts'
import { workOnCreations } from './core/assistants/create.ts'
import type { Core } from './core/core.ts'
import { openDigestMails } from './core/digests/send.ts'
import { digestSignal } from './core/digests/signal.ts'
import { scheduleRunners } from './core/digests/work.ts'
import { openMailDispatcher } from './core/mail/dispatch.ts'
import { mailKeyOf } from './core/mail/links.ts'
import { workOnAnswers } from './core/messaging/answer-job.ts'
import { afterNotices, type Dispatcher, openDispatcher } from './core/messaging/outbox.ts'
import { openNoticeRouter } from './core/notifications/routing/open-router.ts'
import { hearNotices } from './core/notifications/wake.ts'
import { workOnAllTasks } from './core/privacy/work.ts'
import { workOnSchedules } from './core/schedules/run.ts'

/** Answers questions, makes assistants, sends. */
export const startWorker = (
  core: Core,
  { config, masterKey }: { config: Config; masterKey: Buffer },
  { senders, lives }: Chats,
): Pick<Dispatcher, 'close'>[] => {
  // The web page reads answers from the conversation, where they are once they are stored.
  const router = openNoticeRouter(core.db, (tenantId) => wake(tenantId))
  const told = afterNotices({ web: async () => 'sent', ...senders }, router.wakeSoon)
  const answers = openDispatcher(core, told)
  const links = { publicUrl: config.publicUrl, key: mailKeyOf(masterKey) }
  const mails = openMailDispatcher(core, {
    ...config,
    links,
    digests: openDigestMails(core.db, links),
    onNotices: router.wakeSoon,
  })
  const wake = (tenantId: string): void => {
    answers.wake(tenantId)
    mails.wake(tenantId)
  }
  core.queue.onSignal('notices', (tenantId) => {
    hearNotices(core.db, tenantId)
    router.wake(tenantId)
  })
  core.queue.onSignal(digestSignal, wake)
  workOnAnswers(core, wake, lives)
  workOnCreations(core)
  workOnAllTasks(core)
  workOnSchedules(core, scheduleRunners)
  return [answers, mails, router]
}
