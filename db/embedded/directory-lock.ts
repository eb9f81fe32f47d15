import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { DataDirLockedError, type LockHolder } from '../errors.ts'

interface LockFile extends LockHolder {
  /** Tells two processes with the same number apart; null where the system has no /proc. */
  incarnation: string | null
}

export interface DirectoryLock {
  release(): void
}

const beatMs = 15_000
/** On another machine a pid says nothing; there only a lock that nobody has touched this long is dead. */
const deadAfterMs = 120_000

/** Boot and start time of a process, from /proc. */
const incarnationOf = (pid: number): string | null => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command's name may hold spaces and brackets; what follows its last bracket starts at field 3.
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return null
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A file that was cut off, by a full disk or a crash, has a holder that cannot be alive. */
const nobody: LockFile = { pid: -1, host: hostname(), startedAt: 'unknown', incarnation: null }

const parse = (text: string): LockFile => {
  try {
    const { pid, host, started_at, incarnation } = JSON.parse(text)
    return { pid, host, startedAt: started_at, incarnation }
  } catch {
    return nobody
  }
}

const read = (path: string): { holder: LockFile; text: string } | null => {
  try {
    const text = readFileSync(path, 'utf8')
    return { holder: parse(text), text }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const isAlive = (holder: LockFile, path: string): boolean => {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < deadAfterMs
  if (holder.pid <= 0 || !isRunning(holder.pid)) return false
  const incarnation = incarnationOf(holder.pid)
  return incarnation === null || holder.incarnation === null || incarnation === holder.incarnation
}

/** Moves a dead holder's file aside, unless somebody else has done so and taken the lock in between. */
const removeDead = (path: string, text: string): void => {
  const aside = `${path}.${uuidv7()}`
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
}

/**
 * Takes `<dataDir>/sextant.lock` for this process. The embedded engine has no lock of its own: two processes on one
 * directory open without an error and lose each other's rows. A live process keeps the lock however slow it is.
 * @throws DataDirLockedError naming the holder
 */
export const lockDirectory = (dataDir: string): DirectoryLock => {
  const path = join(dataDir, 'sextant.lock')
  const mine = `${path}.${uuidv7()}`
  const text = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started_at: new Date().toISOString(),
    incarnation: incarnationOf(process.pid),
    nonce: mine.slice(-36),
  })
  writeFileSync(mine, text)
  try {
    takeWith(mine, path, dataDir)
  } finally {
    rmSync(mine, { force: true })
  }
  const isMine = (): boolean => read(path)?.text === text
  const beat = setInterval(() => {
    if (isMine()) utimesSync(path, new Date(), new Date())
  }, beatMs)
  beat.unref()
  return {
    release: () => {
      clearInterval(beat)
      if (isMine()) rmSync(path, { force: true })
    },
  }
}

/** A link is made or refused as a whole, with its content: nobody ever sees half a lock. */
const takeWith = (mine: string, path: string, dataDir: string): void => {
  for (let attempt = 0; ; attempt++) {
    try {
      linkSync(mine, path)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = read(path)
    if (!found) continue
    if (attempt > 20 || isAlive(found.holder, path)) throw new DataDirLockedError(dataDir, found.holder)
    removeDead(path, found.text)
  }
}
