import { ComponentType, MessageFlags } from 'discord-api-types/v10'
import { log } from '../../config/log.ts'
import { translate } from '../../core/locales/translate.ts'
import type { ResultFile } from '../commands/command.ts'
import { escapeText } from './blocks/escape.ts'
import { plain } from './blocks/parts/options.ts'
import { textDisplay } from './blocks/piece.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import { isDiscordFailure } from './failure.ts'
import type { Standing } from './standing.ts'
import type { Member } from './who.ts'

const mostTitle = 200

/** Discord writes other signs of a name anew, and then what refers to it finds nothing. */
const safeName = (fileName: string): string => {
  const [, base = fileName, ending = ''] = /^(.*?)(\.[A-Za-z0-9]+)?$/.exec(fileName) ?? []
  const plainBase = base
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9-]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return (plainBase || 'file') + ending
}

const messageOf = (
  { fileName, title, mediaType, content }: ResultFile,
  { locale }: Member,
): DiscordMessage => {
  const name = safeName(fileName)
  const told = escapeText(translate(locale, 'discord:file.handed', { title: plain(title, mostTitle) }))
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [textDisplay(told), { type: ComponentType.File, file: { url: `attachment://${name}` } }],
    text: told,
    files: [],
    attached: [{ name, mediaType, bytes: Buffer.from(content) }],
  }
}

/**
 * Gives a file to one person: with the answer that they alone see.
 * @returns false where Discord does not take it, and its card is to be shown
 * @throws DiscordFailure when another try may do
 */
export const handOutFile = async (
  member: Member,
  { standing, file }: { standing: Standing; file: ResultFile },
): Promise<boolean> => {
  if (!standing.reply) return false
  try {
    await standing.reply.tellPerson(messageOf(file, member))
    return true
  } catch (error) {
    if (!isDiscordFailure(error) || error.kind !== 'refused') throw error
    log.warn({ err: error }, 'a file could not be given to who asked for it, and is shown as a card')
    return false
  }
}
