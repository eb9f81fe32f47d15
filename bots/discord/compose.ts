import type { RawFile } from 'discord.js'
import { MessageFlags } from 'discord-api-types/v10'
import { log } from '../../config/log.ts'
import { type ClassicMessage, classicOf } from './blocks/classic.ts'
import type { Attached, DiscordMessage } from './blocks/render-card.ts'
import { type DrawServices, drawImages, type Manner, type Picture } from './draw-images.ts'
import { isDiscordFailure } from './failure.ts'

/** A message of ours as Discord's API takes it. */
export interface Composed {
  body: {
    flags: number
    content?: string
    components: object[]
    /** An edit takes away those that are not named. */
    attachments: { id: string; filename: string; description?: string }[]
  }
  files: RawFile[]
  /** Without components of the second kind, which an edit cannot take back. */
  isClassic: boolean
  /** Which of the simpler messages that one became. */
  index: number
}

/** Discord does not like what is in the message: something simpler may do. */
const contentCodes = [50035, 50006, 40005]

const partsOf = (pictures: readonly Picture[], attached: readonly Attached[] = []) => ({
  attachments: [
    ...pictures.map(({ name, description }) => ({ filename: name, description })),
    ...attached.map(({ name }) => ({ filename: name })),
  ].map((one, id) => ({ id: String(id), ...one })),
  files: [
    ...pictures.map(({ name, png }) => ({ name, data: png, contentType: 'image/png' })),
    ...attached.map(({ name, bytes, mediaType }) => ({ name, data: bytes, contentType: mediaType })),
  ],
})

const composeRich = async (
  services: DrawServices,
  message: DiscordMessage,
  manner: Manner,
): Promise<Composed> => {
  const { shown, pictures } = await drawImages(services, message, manner)
  const { attachments, files } = partsOf(pictures, message.attached)
  const flags = shown.flags | MessageFlags.IsComponentsV2
  return { body: { flags, components: shown.components, attachments }, files, isClassic: false, index: 0 }
}

const composeClassic = async (
  services: DrawServices,
  message: DiscordMessage,
  manner: Manner,
): Promise<Composed[]> => {
  const [first, ...others] = classicOf(message)
  const { pictures } = await drawImages(services, message, manner)
  const { attachments, files } = partsOf(pictures, message.attached)
  const simple = ({ content, components }: ClassicMessage, index: number): Composed => ({
    body: { flags: 0, content, components, attachments: [] },
    files: [],
    isClassic: true,
    index,
  })
  const begin = simple(first!, 0)
  return [
    { ...begin, body: { ...begin.body, attachments }, files },
    ...others.map((other, at) => simple(other, at + 1)),
  ]
}

/**
 * Gives the message with its pictures and, when Discord refuses what is in it, something simpler, in as many messages
 * as that takes.
 * @returns what came of the first one
 */
export const trySimpler = async <Result>(
  services: DrawServices,
  manner: Manner,
  { message, send }: { message: DiscordMessage; send: (composed: Composed) => Promise<Result> },
): Promise<Result> => {
  try {
    return await send(await composeRich(services, message, manner))
  } catch (error) {
    if (!isDiscordFailure(error, ...contentCodes)) throw error
    log.error({ err: error, notes: error.notes }, 'Discord refuses a message of ours: it is sent simpler')
    const [first, ...others] = await composeClassic(services, message, manner)
    const sent = await send(first!)
    for (const other of others) await send(other)
    return sent
  }
}
