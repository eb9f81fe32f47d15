import { ConnectionError, DatabaseError } from 'sequelize'

/** The database cannot be reached, is starting or stopping, or no connection became free in time. Worth a retry. */
export class DatabaseUnavailableError extends Error {
  readonly code = 'database_unavailable'
  constructor(cause: unknown) {
    super('The database is not available at the moment; try again shortly.', { cause })
    this.name = 'DatabaseUnavailableError'
  }
}

/** The disk that holds the database is full. Nothing was written; works again by itself once there is room. */
export class DiskFullError extends Error {
  readonly code = 'disk_full'
  constructor(cause: unknown) {
    super('The disk of the database is full; free some space, nothing was changed.', { cause })
    this.name = 'DiskFullError'
  }
}

/** Who holds the data directory, as its lock file tells. */
export interface LockHolder {
  pid: number
  host: string
  startedAt: string
}

/** Another process uses this data directory; two would destroy each other's data. */
export class DataDirLockedError extends Error {
  readonly code = 'data_dir_locked'
  readonly holder: LockHolder
  constructor(dataDir: string, holder: LockHolder) {
    super(
      `The data directory ${dataDir} is in use by process ${holder.pid} on ${holder.host}, started ${holder.startedAt}. ` +
        'Stop that process first, or give this one its own directory with SEXTANT_DATA_DIR.',
    )
    this.name = 'DataDirLockedError'
    this.holder = holder
  }
}

export type DataDirFault = 'not_writable' | 'not_a_directory' | 'disk_full' | 'other_version' | 'unreadable'

/** The data directory cannot hold the embedded database; `reason` says why, the message what to do. */
export class DataDirUnusableError extends Error {
  readonly code = 'data_dir_unusable'
  readonly reason: DataDirFault
  constructor(reason: DataDirFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DataDirUnusableError'
    this.reason = reason
  }
}

const backupFaults = {
  not_a_backup: 'This file is not a backup of Sextant.',
  damaged: 'This backup is damaged or incomplete; nothing was restored. Take another copy of it.',
  newer_version: 'This backup was made by a newer Sextant; nothing was restored. Update this one first.',
  target_not_empty: 'A backup is only restored into an empty database and data directory; this one has data.',
} as const

/** Why a backup cannot be restored. Nothing was changed. */
export class BackupInvalidError extends Error {
  readonly code = 'backup_invalid'
  readonly reason: keyof typeof backupFaults
  constructor(reason: keyof typeof backupFaults, cause?: unknown) {
    super(backupFaults[reason], { cause })
    this.name = 'BackupInvalidError'
    this.reason = reason
  }
}

/** SQLSTATEs of a server that goes down, comes up, or takes no more connections; and what sockets say. */
const unavailableCodes =
  /^(08...|57P0[1-5]|53300|25P0[3-4]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/

const codeOf = (error: unknown): string => {
  const { code, original } = error as { code?: unknown; original?: { code?: unknown } }
  return String(original?.code ?? code ?? '')
}

/** The server is not there yet, or not yet ready: what passes by itself while a deployment starts. */
export const isStartingUp = (error: unknown): boolean =>
  /^(57P03|ECONNREFUSED|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(codeOf(error))

/**
 * Gives the two machine faults that callers can act upon their own class; every other error passes unchanged.
 * @param hasLostConnection the connection the statement ran on has died (node-postgres gives no code for that)
 */
export const explainDatabaseError = (error: unknown, hasLostConnection = false): unknown => {
  if (!(error instanceof Error)) return error
  const code = codeOf(error)
  if (code === '53100' || code === 'ENOSPC') return new DiskFullError(error)
  if (error instanceof ConnectionError || unavailableCodes.test(code))
    return new DatabaseUnavailableError(error)
  if (hasLostConnection && (error instanceof DatabaseError || code === ''))
    return new DatabaseUnavailableError(error)
  return error
}
