import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { limits } from '../../../config/limits.ts'
import { AppError } from '../../errors.ts'
import type { ChildReply, ChildRequest } from './child.ts'
import { unreadable } from './refuse.ts'
import { type ChildFiles, startChild } from './start-child.ts'

const { maxReadMs, maxHeapMb } = limits.upload

/** Heap is not all: buffers of an inflated workbook live beside it. */
const maxResidentKb = (maxHeapMb + 384) * 1024
const lookEveryMs = 200

/** Resident memory in kB, where the system tells it (Linux), else 0. */
const residentKb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
}

const tooSlow = (): AppError =>
  new AppError('file_too_slow', 'The file takes too long to read.', { details: { limit: maxReadMs / 1000 } })
const tooHeavy = (): AppError =>
  new AppError('file_too_slow', 'The file needs too much memory to read.', {
    details: { context: 'memory', limit: maxHeapMb },
  })

/** Why a child ended without a word. V8 aborts when its heap is full; the kernel kills when the machine's memory is. */
const explainEnd = (code: number | null, signal: NodeJS.Signals | null): AppError => {
  if (signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134) return tooHeavy()
  if (signal === 'SIGXCPU') return tooSlow()
  return unreadable(undefined, { context: 'ended' })
}

interface Watch {
  /** Called at most once, with the reason to end the child. */
  onFault: (fault: unknown) => void
  signal?: AbortSignal
}

/** Watches the clock, the memory and the caller's patience. @returns what stops watching */
const watch = (child: ChildProcess, { onFault, signal }: Watch): (() => void) => {
  const clock = setTimeout(() => onFault(tooSlow()), maxReadMs)
  const scales = setInterval(async () => {
    if (child.pid && (await residentKb(child.pid)) > maxResidentKb) onFault(tooHeavy())
  }, lookEveryMs)
  const onAbort = (): void => onFault(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  return () => {
    clearTimeout(clock)
    clearInterval(scales)
    signal?.removeEventListener('abort', onAbort)
  }
}

/**
 * Reads one upload in a process of its own, under limits of time and memory, and waits until that process is gone.
 * @throws file_too_slow {limit}, file_unreadable, or the signal's reason
 */
export const runChild = (
  files: ChildFiles,
  request: ChildRequest,
  options: { signal?: AbortSignal } = {},
): Promise<ChildReply> =>
  new Promise((resolve, reject) => {
    options.signal?.throwIfAborted()
    const child = startChild(files)
    let reply: ChildReply | undefined
    let fault: unknown
    const onFault = (reason: unknown): void => {
      fault ??= reason
      child.kill('SIGKILL')
    }
    const stopWatching = watch(child, { onFault, signal: options.signal })
    child.once('error', (error) => {
      onFault(error)
      // A process that never started does not close.
      if (child.pid !== undefined) return
      stopWatching()
      reject(error)
    })
    child.once('message', (message) => {
      reply = message as ChildReply
    })
    // After 'exit' a message may still be on its way; 'close' is the last event.
    child.once('close', (code, signal) => {
      stopWatching()
      if (reply) resolve(reply)
      else reject(fault ?? explainEnd(code, signal))
    })
    // A child that could not start closes its channel first: its 'close' tells more than this failure.
    child.send(request, () => undefined)
  })
