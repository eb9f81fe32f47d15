import test from 'ava'
import { v7 as uuid } from 'uuid'
import { awaitAnswer } from '../../../core/messaging/await-answer.ts'
import { requeueForgotten } from '../../../core/messaging/requeue-forgotten.ts'
import { withTenant } from '../../../db/tenant.ts'
import { afterAll } from '../../helpers/after-all.ts'
import { startCore } from '../../helpers/core.ts'
import { openTestDatabase } from '../../helpers/database.ts'

const shared = afterAll(test)

test('an accepted question whose job is gone, as after a restore, is answered; a young one is left alone', async (t) => {
  const core = await startCore(shared, await openTestDatabase(shared))
  const { tenantId, id: personId } = core.actor
  const receive = async (createdAt: Date): Promise<string> => {
    const [inboxId, conversationId] = [uuid(), uuid()]
    const text = 'Quel est l’indice du souci Poids chez les mariés ?'
    const place = conversationId
    await withTenant(core.db, tenantId, async () => {
      const { Conversation, InboxEvent } = core.db.models
      const owner = { tenantId, personId, assistantId: core.assistantId }
      await Conversation.create({ ...owner, id: conversationId, platform: 'web', place })
      const payload = {
        platform: 'web', event_id: inboxId, assistant_id: core.assistantId, conversation_id: conversationId,
        text, locale: null, destination: conversationId,
      } // biome-ignore format: one message, read at a glance
      const row = { tenantId, id: inboxId, platform: 'web', eventId: inboxId, conversationId, payload }
      await InboxEvent.create({ ...row, createdAt }, { silent: true })
    })
    return inboxId
  }
  const forgotten = await receive(new Date(Date.now() - 20 * 60_000))
  const young = await receive(new Date())
  t.is(await requeueForgotten(core), 1)
  const answer = await awaitAnswer(core, { tenantId, inboxId: forgotten })
  t.is(answer.stage, 'data')
  const left = await withTenant(core.db, tenantId, () =>
    core.db.models.InboxEvent.findOne({ where: { tenantId, id: young }, rejectOnEmpty: true }),
  )
  t.is(left.state, 'received')
  t.is(await requeueForgotten(core), 0)
})
