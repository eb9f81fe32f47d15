import { phaseCodes } from '../../../../core/projects/codes.ts'
import { readPhase, updatePhase } from '../../../../core/projects/phases.ts'
import { readProject } from '../../../../core/projects/projects.ts'
import { toPerson } from '../../cards/card-parts.ts'
import { openWords } from '../../cards/words.ts'
import type { Action } from '../../command.ts'
import { known } from '../acts/project-acts.ts'
import { phaseCard } from '../cards/phase-cards.ts'
import { asSeen, projectAction, projectForm, seenOf } from '../doors.ts'
import { openProjectWords } from '../words.ts'
import { dayField, dayOf, orFaults, typedFaults } from './fields.ts'

/** Opens the dates of a phase. */
export const phaseEdit: Action = projectAction(
  'phase.edit',
  async (context, { project: projectId = '', phase = '' }) => {
    const { core, actor, locale } = context
    const { say, term } = openProjectWords(locale)
    const code = known(phaseCodes, phase)
    const phaseNow = await readPhase(core.db, actor, { projectId, code })
    const { startOn, endOn } = phaseNow
    const form = {
      action: 'phase.edit',
      title: say('phase.dates_title'),
      submit: openWords(locale)('form.save'),
      cancel: openWords(locale)('form.cancel'),
      value: { project: projectId, phase: code, ...seenOf(phaseNow) },
      intro: term(`phase.${code}`),
      fields: [dayField(context, 'start_on', startOn), dayField(context, 'end_on', endOn)],
    }
    return { kind: 'form', form }
  },
  { opensForm: true },
)

export const phaseEditForm = projectForm('phase.edit', async (context, { value, values }) => {
  const faults = typedFaults(context, values)
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor, locale } = context
  const { project: projectId = '' } = value
  const code = known(phaseCodes, value.phase)
  const start = dayOf(values.start_on)
  const end = dayOf(values.end_on)
  const fields = { ...(start && { startOn: start.day }), ...(end && { endOn: end.day }) }
  return orFaults(context, async () => {
    const phase = await updatePhase(core.db, actor, { projectId, code, fields }, asSeen(context, value))
    const project = await readProject(core.db, actor, { id: projectId })
    const notes = [openProjectWords(locale).say('saved')]
    return toPerson(await phaseCard(context, { project, phase }, { tone: 'good', notes }))
  })
})
