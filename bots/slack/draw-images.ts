import { log } from '../../config/log.ts'
import type { Charts } from '../../core/analytics/charts/open-charts.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { SlackApi } from './api.ts'
import { placeImages } from './blocks/degrade.ts'
import type { SlackImage, SlackMessage } from './blocks/render-card.ts'
import { isSlackFailure } from './failure.ts'

interface DrawServices {
  api: SlackApi
  /** Absent: the words of pictures stand in their place. */
  charts?: Pick<Charts, 'draw'>
}

/** Slack takes a moment with what was uploaded, and refuses blocks that name it earlier. */
const looks = 8
const lookEveryMs = 400

const isReady = async (api: SlackApi, workspace: string, id: string): Promise<boolean> => {
  for (let look = 0; look < looks; look++) {
    const { file } = await api.call<{ file?: { mimetype?: string } }>(workspace, 'files.info', { file: id })
    if (file?.mimetype) return true
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
  return false
}

/** @returns Slack's id of the picture; null where there is none to be had, and its words stand */
const uploadImage = async (
  { api, charts }: DrawServices,
  workspace: string,
  { image, locale, colour }: { image: SlackImage; locale: Locale; colour: string },
): Promise<string | null> => {
  const { chart, fileName, alt, title } = image
  const bytes = await charts?.draw(chart, { locale, colour })
  if (!bytes) return null
  try {
    const file = { channel: null, thread: null, fileName, bytes, alt, title }
    const id = await api.upload(workspace, file)
    return (await isReady(api, workspace, id)) ? id : null
  } catch (error) {
    if (!isSlackFailure(error)) throw error
    log.warn({ err: error }, 'a picture could not be brought to Slack, its words stand in its place')
    return null
  }
}

/** The message with its pictures where they can be had. What is uploaded is seen nowhere else, so it can be done again. */
export const withImages = async (
  services: DrawServices,
  workspace: string,
  { message, locale, colour }: { message: SlackMessage; locale: Locale; colour: string },
): Promise<SlackMessage> => {
  const files = new Map<string, string>()
  for (const image of message.images) {
    const id = await uploadImage(services, workspace, { image, locale, colour })
    if (id !== null) files.set(image.fileName, id)
  }
  return message.images.length > 0 ? placeImages(message, files) : message
}
