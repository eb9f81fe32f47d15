import { updateTask } from '../../../core/projects/tasks.ts'
import type { TaskView } from '../../../core/projects/views.ts'
import { cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import type { CommandContext, Result } from '../command.ts'
import { projectCommand, surfaceOf } from '../project/doors.ts'
import { openProjectWords } from '../project/words.ts'
import { readOwnTasks, taskOptions } from './list.ts'
import { readTaskPlace, taskCard } from './task-card.ts'

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** The own open tasks that the words may mean: whichever is called exactly so, else all with them in their name. */
const listMeant = (own: readonly TaskView[], typed: string): TaskView[] => {
  const found = own.filter(({ name }) => plain(name).includes(plain(typed)))
  const exact = found.filter(({ name }) => plain(name) === plain(typed))
  return exact.length === 1 ? exact : found
}

const finish = async (context: CommandContext, { id }: TaskView): Promise<Result> => {
  const { core, actor, locale } = context
  await updateTask(core.db, actor, { id, fields: { status: 'done' } }, surfaceOf(context))
  const notes = [openProjectWords(locale).say('saved')]
  return toPerson(await taskCard(context, await readTaskPlace(context, id), { tone: 'good', notes }))
}

const chooseCard = ({ locale }: CommandContext, tasks: readonly TaskView[]): Result => {
  const words = openProjectWords(locale)
  const { say } = words
  return toPerson(
    cardOf(null, [
      text(say('tasks.which')),
      controls([select(say('tasks.choose'), 'task.show', taskOptions(words, tasks))]),
    ]),
  )
}

/** `/sextant task done [name]`: finishes an own task; which one is asked where several may be meant. */
export const taskDone = projectCommand(['task', 'done'], {
  arguments: [{ name: 'name', kind: 'text', isRequired: false }],
  run: async (context, { name = '' }) => {
    const { say } = openProjectWords(context.locale)
    const own = await readOwnTasks(context)
    if (own.length === 0) return toPerson(cardOf(null, [text(say('tasks.none_own'))]))
    const meant = listMeant(own, name)
    const [only, ...others] = meant
    if (only && others.length === 0 && name.trim() !== '') return finish(context, only)
    if (only) return chooseCard(context, meant)
    return toPerson(cardOf(null, [text(say('tasks.unknown', { name: literal(name) }))], { tone: 'caution' }))
  },
})
