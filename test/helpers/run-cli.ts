import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { root } from './scan-source.ts'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

interface RunOptions {
  /** Nothing else of this process's environment gets in, but PATH and HOME. */
  env?: Record<string, string>
  /** Standard input; empty and closed when not given. */
  input?: string
}

/** Runs `sextant <words>` as people do, as a program, in French unless `env` says otherwise. */
export const runCli = (words: string[], { env = {}, input = '' }: RunOptions = {}): Promise<Ran> => {
  const child = spawn(process.execPath, ['cli/main.ts', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...env },
  })
  const ran: Ran = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    ran.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    ran.stderr += text
  })
  // A command that reads no input may be gone before it is written.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ran, code })))
}

/** A folder of this test's own, removed when it ends. */
export const makeFolder = (t: Pick<ExecutionContext, 'teardown'>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
