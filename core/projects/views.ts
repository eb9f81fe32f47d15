import type { Project } from '../../db/models/project.ts'
import type { ProjectPhase } from '../../db/models/project-phase.ts'
import type { ProjectStep } from '../../db/models/project-step.ts'
import type { ProjectTask } from '../../db/models/project-task.ts'
import {
  isOpen,
  type PhaseCode,
  type PhaseStatus,
  type ProjectPriority,
  type ProjectStatus,
  type WorkPriority,
  type WorkStatus,
} from './codes.ts'
import { isBefore } from './days.ts'
import { phaseProgress, stepProgress, twoDecimals } from './progress.ts'
import { slipOf } from './working-days.ts'

interface Planned {
  /** `yyyy-mm-dd` */
  startOn: string | null
  endOn: string | null
  /** The end that was planned when it began; null until then, or when none was planned. */
  baselineEndOn: string | null
  /** Working days from the baseline to the end, negative = earlier; null when either is open. */
  slipDays: number | null
  /** The end is before the tenant's day, and it is not finished. */
  isLate: boolean
}

/** A project as the edges see it. */
export interface ProjectView extends Planned {
  id: string
  name: string
  description: string
  status: ProjectStatus
  priority: ProjectPriority
  isActive: boolean
  ownerId: string | null
  /** Percent, two decimals. */
  progress: number
  createdAt: Date
  updatedAt: Date
}

export interface PhaseView extends Planned {
  projectId: string
  code: PhaseCode
  /** 1 to 6. */
  position: number
  status: PhaseStatus
  /** Percent, two decimals. */
  progress: number
  /** Steps that are not cancelled, and those of them that are done. */
  counted: number
  done: number
  createdAt: Date
  updatedAt: Date
}

export interface StepView extends Planned {
  id: string
  projectId: string
  phase: PhaseCode
  name: string
  description: string
  status: WorkStatus
  priority: WorkPriority
  /** Percent, whole. */
  progress: number
  ownerId: string | null
  createdAt: Date
  updatedAt: Date
}

export interface TaskView {
  id: string
  projectId: string
  stepId: string | null
  name: string
  description: string
  status: WorkStatus
  priority: WorkPriority
  assigneeIds: string[]
  /** Tasks of the project that are to be finished before. */
  dependsOn: string[]
  /** Those of them that are not finished yet. */
  blockedBy: string[]
  /** `yyyy-mm-dd` */
  dueOn: string | null
  isLate: boolean
  createdAt: Date
  updatedAt: Date
}

const plannedOf = (
  row: { startOn?: string | null; endOn?: string | null; baselineEndOn?: string | null },
  isLate: boolean,
): Planned => ({
  startOn: row.startOn ?? null,
  endOn: row.endOn ?? null,
  baselineEndOn: row.baselineEndOn ?? null,
  slipDays: slipOf(row),
  isLate,
})

const timesOf = ({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date }) => ({ createdAt, updatedAt })

/** @param today of the tenant, `yyyy-mm-dd` */
export const viewProject = (row: Project, today: string): ProjectView => ({
  id: row.id,
  name: row.name,
  description: row.description,
  status: row.status,
  priority: row.priority,
  isActive: row.isActive,
  ownerId: row.ownerId ?? null,
  progress: row.progress,
  ...plannedOf(row, isOpen(row.status) && isBefore(row.endOn, today)),
  ...timesOf(row),
})

export const viewPhase = (row: ProjectPhase, today: string): PhaseView => ({
  projectId: row.projectId,
  code: row.code,
  position: row.position,
  status: row.status,
  progress: twoDecimals(phaseProgress(row)),
  counted: row.counted,
  done: row.done,
  ...plannedOf(row, isOpen(row.status) && isBefore(row.endOn, today)),
  ...timesOf(row),
})

export const viewStep = (row: ProjectStep, today: string): StepView => ({
  id: row.id,
  projectId: row.projectId,
  phase: row.phase,
  name: row.name,
  description: row.description,
  status: row.status,
  priority: row.priority,
  progress: stepProgress(row),
  ownerId: row.ownerId ?? null,
  ...plannedOf(row, isOpen(row.status) && isBefore(row.endOn, today)),
  ...timesOf(row),
})

export interface TaskLinks {
  assigneeIds: string[]
  dependsOn: string[]
  blockedBy: string[]
}

export const viewTask = (row: ProjectTask, links: TaskLinks, today: string): TaskView => ({
  id: row.id,
  projectId: row.projectId,
  stepId: row.stepId ?? null,
  name: row.name,
  description: row.description,
  status: row.status,
  priority: row.priority,
  ...links,
  dueOn: row.dueOn ?? null,
  isLate: isOpen(row.status) && isBefore(row.dueOn, today),
  ...timesOf(row),
})
