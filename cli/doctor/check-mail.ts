import { join } from 'node:path'
import type { Config } from '../../config/env.ts'
import { mailFolder } from '../../core/mail/files.ts'
import { openSmtp } from '../../core/mail/smtp.ts'
import type { Check } from './check.ts'

const patience = { connectMs: 5_000, silenceMs: 5_000 }

/** What the server said last; connection errors have their own code. Never the address with its password. */
const codeOf = (error: unknown): string => {
  const { responseCode, originalCode, code } = error as Record<string, unknown>
  return String(responseCode ?? originalCode ?? code ?? 'unknown')
}

/** Connects and signs in as every mail will; sends nothing. */
export const checkMail = async ({ smtpUrl, dataDir }: Config): Promise<Check> => {
  if (smtpUrl === null) {
    const values = { folder: join(dataDir, mailFolder) }
    return { name: 'mail', state: 'off', message: 'mail_files', values }
  }
  const { host } = new URL(smtpUrl)
  const smtp = openSmtp(smtpUrl, patience)
  try {
    await smtp.verify()
    return { name: 'mail', state: 'ok', message: 'mail', values: { host } }
  } catch (error) {
    const values = { host, code: codeOf(error) }
    return { name: 'mail', state: 'failed', message: 'mail_failed', advice: 'mail_failed', values }
  } finally {
    smtp.close()
  }
}
