import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { requestPersonErasure, selfOf } from '../../../core/privacy/requests.ts'
import { openWords } from '../cards/words.ts'
import type { Action } from '../command.ts'

/** Forgets whoever presses, on all platforms; the button has asked before. */
export const meErase: Action = {
  name: 'me.erase',
  permission: null,
  run: async ({ core, actor, locale }) => {
    await requestPersonErasure(core, actor, { whom: selfOf(actor), confirm: null })
    const card = noticeCard(locale, openWords(locale)('me.forget.begun'), 'good')
    return { kind: 'card', card, audience: 'edit' }
  },
}
