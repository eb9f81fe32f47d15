import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { SendMailOptions } from 'nodemailer'

export interface MailFile {
  dataDir: string
  /** Sorts by time, and is the same for the same mail. */
  name: string
}

/** The folder of the data directory that mails are written to where no server takes them. */
export const mailFolder = 'mails'

/**
 * Writes a mail as an `.eml` file that any mail program opens: whole or not at all, and the same mail twice is one
 * file.
 */
export const writeMailFile = async (mail: SendMailOptions, { dataDir, name }: MailFile): Promise<void> => {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true })
  const folder = join(dataDir, mailFolder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name}.eml`)
  const partial = `${path}.partial`
  const file = await open(partial, 'w', 0o600)
  try {
    await file.writeFile(message as Buffer)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, path)
}
