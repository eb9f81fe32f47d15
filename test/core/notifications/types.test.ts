import test from 'ava'
import { locales } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import { labelOf, ruleOf, sentenceOf } from '../../../core/notifications/delivery/sentence.ts'
import { holdUntil, isTimeZone } from '../../../core/notifications/hours.ts'
import { kindOf, type NoticeType, noticeTypeCodes } from '../../../core/notifications/types.ts'

/** §1.3 of the inventory, letter for letter: P personal, G general, B both; priority by its first letter. */
const catalogue = `
project.created Gn project.updated Gl project.status_changed Gn project.priority_changed Gn project.off Gn project.on Gn
project.late Bh project.progress_25_50_75_100 Gl project.completed Gh project.rejected Gh project.deleted Gh
phase.started Gl phase.completed Gn phase.reopened Gn phase.ignored Gn phase.due_soon Pn phase.late Ph
step.assigned Pn step.status_changed Pn step.due_soon Pn step.late Ph step.completed Gl
task.assigned Pn task.status_changed Pl task.due_soon Pn task.late Ph task.unblocked Pn
member.added Pn member.removed Pn permission.changed Pn role.changed Ph
document.generated Pl document.uploaded Gl document.validation_requested Ph document.validated Pn document.rejected Ph
document.commented Pl document.comment_replied Pn document.new_version Gl
assistant.created Gl assistant.failed Ph dataset.check_failed Ph plan.generated Pn flow.unfinished Pl export.ready Pn
quota.80 Ph quota.100 Pc llm.fallback_active Ph auth.suspicious Pc server.errors Pc service.down Pc
delivery.failed Ph install.added Pn`
  .trim()
  .split(/\s+/)

test('the catalogue has every type of the inventory, as it says', (t) => {
  const letters = { general: 'G', personal: 'P', both: 'B' }
  const wanted = catalogue.flatMap((word, at) => (at % 2 === 0 ? [[word, catalogue[at + 1]]] : []))
  t.is(wanted.length, 53)
  for (const [code, traits] of wanted) {
    const { audience, priority } = kindOf(code as NoticeType)
    t.is(`${letters[audience]}${priority[0]}`, traits!, code)
  }
})

test('every type has a name, a sentence and a rule in both languages', (t) => {
  for (const locale of locales)
    for (const type of noticeTypeCodes) {
      const told = {
        type, actorLabel: 'Ada', projectName: 'P', phase: 'needs', stepName: 'S', taskName: 'T',
        data: { from: 'pending', to: 'done', due_on: '2026-12-01', name: 'N', after: 'admin' },
      } // biome-ignore format: one event
      for (const text of [
        labelOf(locale, type),
        sentenceOf(locale, told),
        ruleOf(locale, kindOf(type).rule, told),
      ])
        t.notRegex(text, /\{\{|undefined|null/, `${locale} ${type}`)
    }
  const late = {
    type: 'step.late' as const,
    actorLabel: null,
    projectName: 'P',
    phase: null,
    stepName: 'S',
    taskName: null,
  }
  t.is(
    sentenceOf('fr', { ...late, data: { due_on: '2026-12-01', late_days: 2 } }),
    'L’étape «\u202fS\u202f» du projet «\u202fP\u202f» est en retard\u202f: sa fin était prévue le 1er décembre 2026 (2 jours ouvrés).',
  )
  t.is(translate('fr', 'notices:priority.critical'), 'Critique')
})

test('hours of a clock that skips or repeats them, nights, and summaries of a day and a week', (t) => {
  const until = (now: string, more: object): string | undefined =>
    holdUntil(new Date(now), {
      timeZone: 'Europe/Paris', hoursFrom: '02:30', hoursTo: '20:00', frequency: 'immediate', ...more,
    }, false)?.toISOString() // biome-ignore format: one reception
  t.is(until('2026-03-28T23:00:00Z', {}), '2026-03-29T01:00:00.000Z', 'the next time that there is')
  t.is(until('2026-10-24T22:00:00Z', {}), '2026-10-25T00:30:00.000Z', 'the first of the two')
  t.is(until('2026-10-25T01:15:00Z', {}), undefined, 'open since the first of the two')
  t.is(until('2026-11-20T10:00:00Z', { hoursFrom: '22:00', hoursTo: '06:00' }), '2026-11-20T21:00:00.000Z')
  t.is(until('2026-11-20T22:00:00Z', { hoursFrom: '22:00', hoursTo: '06:00' }), undefined)
  const always = { hoursFrom: null, hoursTo: null }
  t.is(until('2026-11-20T22:00:00Z', { ...always, frequency: 'daily' }), '2026-11-21T07:30:00.000Z')
  t.is(until('2026-11-20T22:00:00Z', { ...always, frequency: 'weekly' }), '2026-11-23T07:30:00.000Z')
  t.is(until('2026-11-20T22:00:00Z', { frequency: 'daily', hoursFrom: '10:00' }), '2026-11-21T09:00:00.000Z')
  t.deepEqual(['Europe/Paris', 'UTC', 'Mars/Olympus', '+02:00', ''].map(isTimeZone), [
    true,
    true,
    false,
    false,
    false,
  ])
})
