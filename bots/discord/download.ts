import { limits } from '../../config/limits.ts'
import { AppError } from '../../core/errors.ts'
import type { DiscordApi } from './api.ts'
import { DiscordFailure } from './failure.ts'

const fileHosts = ['cdn.discordapp.com', 'media.discordapp.net']

const failed = (kind: 'refused' | 'unreachable' | 'unknown_outcome', code: string, cause?: unknown) =>
  new DiscordFailure('download', { kind, code, cause })

const tooLarge = (maxBytes: number): AppError =>
  new AppError('file_too_large', 'The file is too large.', { details: { limit: maxBytes / 1024 / 1024 } })

const readBytes = async (body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Fetches from Discord's own hosts and nowhere else, so that nobody makes this server ask another one by a forged
 * address. No token is needed, and none is given.
 */
export const openDownload = ({ apiUrl }: { apiUrl: string }): DiscordApi['download'] => {
  const api = new URL(apiUrl)
  /** Where the API is not Discord's: beside it, never the API itself. */
  const isOwn = ({ origin, pathname }: URL): boolean =>
    origin === api.origin && !(api.pathname !== '/' && pathname.startsWith(`${api.pathname}/`))

  const allowed = (given: string): URL => {
    const url = URL.canParse(given) ? new URL(given) : null
    const isDiscord = url?.protocol === 'https:' && fileHosts.includes(url.host)
    if (!url || !(isDiscord || isOwn(url))) throw failed('refused', 'url_not_allowed')
    return url
  }

  return async (given, { maxBytes }) => {
    const url = allowed(given)
    const signal = AbortSignal.timeout(limits.discordCalls.transferMs)
    const response = await fetch(url, { redirect: 'error', signal }).catch((cause: unknown) => {
      throw failed('unknown_outcome', 'no_answer', cause)
    })
    const isTooLarge = Number(response.headers.get('content-length') ?? 0) > maxBytes
    if (response.status !== 200 || !response.body || isTooLarge) {
      await response.body?.cancel()
      if (isTooLarge) throw tooLarge(maxBytes)
      throw failed(response.status >= 500 ? 'unreachable' : 'refused', `http_${response.status}`)
    }
    try {
      return await readBytes(response.body, maxBytes)
    } catch (cause) {
      if (cause instanceof AppError) throw cause
      throw failed('unknown_outcome', 'no_answer', cause)
    }
  }
}
