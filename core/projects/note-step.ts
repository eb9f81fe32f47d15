import type { FieldChanges } from '../../db/models/project-event.ts'
import type { ProjectStep } from '../../db/models/project-step.ts'
import type { Change } from './change.ts'
import { changesBetween, type StepFields } from './fields.ts'
import { stepProgress } from './progress.ts'

type Held = Pick<ProjectStep, 'status' | 'progress'> & StepFields

const isEmpty = (changes: FieldChanges): boolean => Object.keys(changes).length === 0
const shown = (step: Held) => ({ status: step.status, progress: stepProgress(step) })

/**
 * Keeps what differs in the history, one event for each thing that people follow and one for the rest, and tells whom
 * it concerns.
 * @returns the id of the first event; null when nothing differs
 */
export const noteStep = (change: Change, before: Held, after: ProjectStep): string | null => {
  const subject = { kind: 'step' as const, id: after.id, name: after.name }
  const about = { phase: after.phase, step: { id: after.id, name: after.name } }
  const ids: string[] = []
  const work = changesBetween(shown(before), shown(after), ['status', 'progress'])
  const [from, to] = [before.status, after.status]
  if (work.status) {
    const isDone = to === 'done'
    ids.push(
      change.note({ subject, action: isDone ? 'step.completed' : 'step.status_changed', changes: work }),
    )
    change.tell({ type: 'step.status_changed', ...about, to: [after.ownerId], data: { from, to } })
    if (isDone)
      change.tell({
        type: 'step.completed',
        ...about,
        to: 'members',
        except: [after.ownerId],
        data: { from, to },
      })
  }
  const owner = changesBetween<Held>(before, after, ['ownerId'])
  if (!isEmpty(owner)) {
    ids.push(change.note({ subject, action: 'step.assigned', changes: owner }))
    const data = { due_on: after.endOn ?? null, phase: after.phase }
    change.tell({ type: 'step.assigned', ...about, to: [after.ownerId], data })
  }
  const others = changesBetween<Held>(before, after, [
    'name', 'description', 'priority', 'phase', 'startOn', 'endOn',
  ]) // biome-ignore format: one list
  const rest = work.status ? others : { ...work, ...others }
  if (!isEmpty(rest)) ids.push(change.note({ subject, action: 'step.updated', changes: rest }))
  return ids[0] ?? null
}
