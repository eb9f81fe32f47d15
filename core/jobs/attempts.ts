import { DatabaseUnavailableError, DiskFullError } from '../../db/errors.ts'
import { isAppError } from '../errors.ts'
import type { JobContext } from './consumer.ts'

/**
 * For work that must come to an end: a bug shows itself within three tries, while a process that dies (or a database
 * that restarts) in the middle says nothing against the work and may happen several times in a row.
 */
export const patientRetries = { retryLimit: 8, retryDelaySeconds: 1, retryDelayMaxSeconds: 5 } as const
const triesForBugs = 3

/** The process stops in the middle of a piece of work, which the next one begins anew. */
export class StoppedError extends Error {
  constructor() {
    super('the process stops')
    this.name = 'StoppedError'
  }
}

const isMachineFault = (error: unknown): boolean =>
  error instanceof StoppedError ||
  error instanceof DatabaseUnavailableError ||
  error instanceof DiskFullError ||
  isAppError(error, 'disk_full')

/** Whether trying again can still help; the machine's own faults always pass. */
export const isWorthRetry = (error: unknown, { retryCount }: Pick<JobContext, 'retryCount'>): boolean =>
  isMachineFault(error) || retryCount < triesForBugs - 1
