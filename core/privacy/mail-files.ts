import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Core } from '../core.ts'
import { mailFolder } from '../mail/files.ts'

const headOf = (mail: string): string => mail.split(/\r?\n\r?\n/, 1)[0]?.replaceAll(/\r?\n[ \t]+/g, ' ') ?? ''

/** An address as it stands behind `To:`, which may name several people. */
const isTo = (mail: string, emails: readonly string[]): boolean => {
  const to = /^to:(.*)$/im.exec(headOf(mail))?.[1]?.toLowerCase() ?? ''
  const addresses = to.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []
  return addresses.some((address) => emails.includes(address))
}

/** The mails to these addresses that were written as files, where no server takes mails. */
export const mailFilesTo = async (
  { dataDir }: Pick<Core, 'dataDir'>,
  emails: readonly string[],
): Promise<string[]> => {
  const folder = join(dataDir, mailFolder)
  const found: string[] = []
  if (emails.length === 0) return found
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const mail = await readFile(path, 'latin1').catch(() => '')
    if (isTo(mail, emails)) found.push(path)
  }
  return found
}

export const removeMailFiles = async (
  core: Pick<Core, 'dataDir'>,
  emails: readonly string[],
): Promise<void> => {
  for (const path of await mailFilesTo(core, emails)) await rm(path, { force: true })
}
