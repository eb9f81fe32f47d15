import { z } from 'zod'
import { cancelTask, listTasks } from '../../../../core/tasks/tasks.ts'
import type { Task, TaskState } from '../../../../db/models/task.ts'
import { readPage } from '../paging.ts'
import { defineAct, type Section, type TenantVisit, type Visit } from '../section.ts'
import { ownSheetsOf } from '../sheets.ts'
import type { Cell, Form, Page, Tone } from '../view.ts'
import { openFigures, wordOf } from '../words.ts'

const permission = 'jobs:view'
const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const satisfies TaskState[]
const tones: Record<TaskState, Tone> = {
  queued: 'plain',
  running: 'warn',
  done: 'good',
  failed: 'danger',
  cancelled: 'plain',
}

const stateCell = (visit: Visit, { state, progress, errorCode }: Task): Cell => {
  const share = openFigures(visit).number(Math.floor(progress * 100))
  const note = state === 'running' ? visit.t('jobs.progress', { share }) : errorCode
  return { state: visit.t(`jobs.state.${state}`), tone: tones[state as TaskState], note }
}

const isOpen = ({ state }: Task): boolean => state === 'queued' || state === 'running'

const kindText = (visit: Visit, { kind }: Task): string => wordOf(visit, 'jobs.kinds', kind)

const cancelForm = (visit: Visit, task: Task): Form => ({
  kind: 'form',
  action: `${visit.path}/cancel`,
  submit: visit.t('jobs.cancel'),
  about: kindText(visit, task),
  hidden: { id: task.id },
  tone: 'danger',
  confirm: visit.t('jobs.cancel_means'),
})

/** The file, while it is kept. */
const resultCell = ({ t }: Visit, { id, state, resultName, expiresAt }: Task): Cell => {
  const isOver = expiresAt !== null && expiresAt.getTime() <= Date.now()
  if (state !== 'done' || resultName === null || isOver) return t('none')
  return { text: resultName, href: `/v1/jobs/${id}/result` }
}

const read = async (visit: Visit): Promise<Page> => {
  const { core, actor, query, t } = visit
  const state = states.find((one) => one === query.get('state'))
  const filter = { ...(state && { state }) }
  const { rows, ...links } = await readPage(visit, (page) => listTasks(core, actor, { page, filter }))
  return {
    title: t('jobs.title'),
    parts: [
      {
        kind: 'filters',
        submit: t('filter.submit'),
        fields: [
          {
            name: 'state',
            label: t('column.state'),
            type: 'select',
            value: state ?? '',
            options: [
              { value: '', label: t('filter.all') },
              ...states.map((value) => ({ value, label: t(`jobs.state.${value}`) })),
            ],
          },
        ],
      },
      {
        kind: 'table',
        caption: t('jobs.caption'),
        columns: [
          { title: t('jobs.kind') },
          { title: t('column.state') },
          { title: t('column.created_at') },
          { title: t('jobs.finished_at') },
          { title: t('jobs.result') },
          { title: t('column.acts'), isUntitled: true },
        ],
        rows: rows.map((task): Cell[] => [
          { text: kindText(visit, task), note: task.clientId },
          stateCell(visit, task),
          { time: task.createdAt },
          { time: task.finishedAt },
          resultCell(visit, task),
          { forms: isOpen(task) && task.isCancellable ? [cancelForm(visit, task)] : [] },
        ]),
        empty: t('jobs.empty'),
        sheets: ownSheetsOf(visit, '/v1/jobs', ['state']),
        ...links,
      },
    ],
  }
}

const cancel = defineAct({
  permission,
  fields: z.strictObject({ id: z.uuid() }),
  run: async ({ core, actor }: Visit, { id }) => {
    await cancelTask(core, actor, id)
    return { notice: 'cancelled' }
  },
})

/** Long work of the tenant. */
export const jobs: Section<TenantVisit> = { name: 'jobs', title: 'jobs', permission, read, acts: { cancel } }

/** Long work of all tenants and of the deployment. */
export const deploymentJobs: Section<Visit> = { ...jobs, read, acts: { cancel } }
