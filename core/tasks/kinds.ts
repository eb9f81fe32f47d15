import type { Task } from '../../db/models/task.ts'
import type { Core } from '../core.ts'

/** A file that comes of a task. */
export interface TaskFile {
  fileName: string
  mediaType: string
  /** Writes it whole at the path. */
  write(path: string): Promise<void>
}

/** What a step works with. */
export interface TaskContext {
  core: Core
  /** As it was when the step began. */
  task: Task
  /**
   * Says how far the step has come, 0 to 1, and leaves it when somebody cancelled the task or the process stops: for
   * every round of a loop.
   * @throws TaskCancelledError, StoppedError
   */
  report(share: number): Promise<void>
  /** Keeps the file that people take away; a second one takes the place of the first. @throws disk_full */
  keepResult(file: TaskFile): Promise<void>
}

/** Done at least once: a process may die at any moment of it, and the next one begins the step again. */
export interface TaskStep {
  name: string
  run(context: TaskContext): Promise<void>
  /** From here on nobody can cancel. */
  isFinal?: boolean
}

export interface TaskKind {
  kind: string
  steps: readonly TaskStep[]
  /** How long its result is kept; 7 when absent. */
  keepDays?: number
}

/** Somebody cancelled what is under way. */
export class TaskCancelledError extends Error {
  constructor() {
    super('the task was cancelled')
    this.name = 'TaskCancelledError'
  }
}
