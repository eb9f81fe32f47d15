import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { workPriorities, workStatuses } from '../../../core/projects/codes.ts'
import type { TaskFields } from '../../../core/projects/fields.ts'
import { readTask } from '../../../core/projects/list-tasks.ts'
import { deleteTask, updateTask } from '../../../core/projects/tasks.ts'
import { toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import type { Action, CommandContext, Result } from '../command.ts'
import { known } from '../project/acts/project-acts.ts'
import { asSeen, inPlace, projectAction, tryChange } from '../project/doors.ts'
import { openProjectWords } from '../project/words.ts'
import { readTaskPlace, taskCard } from './task-card.ts'

type Values = Readonly<Record<string, string>>

const taskShow = projectAction('task.show', async (context, { task = '', selected }) =>
  toPerson(await taskCard(context, await readTaskPlace(context, selected ?? task))),
)

const change = async (context: CommandContext, value: Values, fields: TaskFields): Promise<Result> => {
  const { core, actor, locale } = context
  const { task: id = '' } = value
  const outcome = await tryChange(context, async () => {
    await updateTask(core.db, actor, { id, fields }, asSeen(context, value))
    return [openProjectWords(locale).say('saved')]
  })
  return inPlace(await taskCard(context, await readTaskPlace(context, id), outcome))
}

const taskStatus = projectAction('task.status', (context, { selected, ...value }) =>
  change(context, value, { status: known(workStatuses, selected) }),
)

const taskPriority = projectAction('task.priority', (context, { selected, ...value }) =>
  change(context, value, { priority: known(workPriorities, selected) }),
)

/** With it when it is not there, without it when it is. */
const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]

const taskAssign = projectAction('task.assign', async (context, { selected = '', ...value }) => {
  const { assigneeIds } = await readTask(context.core.db, context.actor, { id: value.task ?? '' })
  return change(context, value, { assigneeIds: toggled(assigneeIds, selected) })
})

const taskWait = projectAction('task.wait', async (context, { selected = '', ...value }) => {
  const { dependsOn } = await readTask(context.core.db, context.actor, { id: value.task ?? '' })
  return change(context, value, { dependsOn: toggled(dependsOn, selected) })
})

const taskRemove = projectAction('task.remove', async (context, value) => {
  const { core, actor, locale } = context
  const { id, name } = await readTask(core.db, actor, { id: value.task ?? '' })
  const outcome = await tryChange(context, async () => {
    await deleteTask(core.db, actor, { id }, asSeen(context, value))
    return []
  })
  if (outcome.tone === 'caution')
    return inPlace(await taskCard(context, await readTaskPlace(context, id), outcome))
  const { say } = openProjectWords(locale)
  return inPlace(noticeCard(locale, say('task.removed', { name: literal(name) }), 'good'))
})

/** What the buttons and selects of a task's card do. */
export const taskActs: readonly Action[] = [
  taskShow,
  taskStatus,
  taskPriority,
  taskAssign,
  taskWait,
  taskRemove,
]
