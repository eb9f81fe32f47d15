import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { requestPersonExport, selfOf } from '../../../core/privacy/requests.ts'
import { cardOf, controls, notes, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'

/** `/sextant me export`: everything about whoever asks, on all platforms, behind a link that is theirs alone. */
export const meExport: Command = {
  path: ['me', 'export'],
  permission: null,
  arguments: [],
  run: async ({ core, actor, locale, publicUrl }) => {
    const say = openWords(locale)
    const whom = selfOf(actor)
    const { task, resultKey } = await requestPersonExport(core, actor, whom, { wantsKey: true })
    if (resultKey === null) return toPerson(noticeCard(locale, say('me.export.running')))
    const url = `${publicUrl.replace(/\/$/, '')}/v1/jobs/${task.id}/result?key=${resultKey}`
    return toPerson(
      cardOf(say('me.export.title'), [
        text(say('me.export.begun')),
        controls([{ kind: 'link', label: say('me.export.button'), url }]),
        notes('caution', [say('me.export.secret')]),
      ]),
    )
  },
}
