import { limits } from '../../config/limits.ts'
import { AppError } from '../../core/errors.ts'
import type { SlackApi, SlackApiOptions } from './api.ts'
import { SlackFailure } from './failure.ts'

export interface UploadedFile {
  /** Null = nowhere yet: for a block that names it. */
  channel: string | null
  thread: string | null
  fileName: string
  bytes: Uint8Array
  /** What the picture says, for those who cannot see it; empty for what is no picture. */
  alt: string
  title: string
}

export interface Files {
  /**
   * Puts a file into a place, or into Slack alone. Only the last of its three steps shows anything; `onTurn` is
   * awaited before that one.
   * @returns Slack's id of the file
   * @throws SlackFailure
   */
  upload(workspace: string, file: UploadedFile, options?: { onTurn?: () => Promise<void> }): Promise<string>
  /**
   * The bytes of a file that somebody brought, as they come. The token goes to Slack's own hosts and nowhere else.
   * @throws SlackFailure `url_not_allowed`, `not_a_file` (Slack shows its sign-in page), `http_…`; AppError
   * `file_too_large`
   */
  download(workspace: string, url: string, options: { maxBytes: number }): Promise<AsyncIterable<Uint8Array>>
}

const fileHosts = ['files.slack.com', 'slack-files.com', 'files.slack-gov.com']
const maxRedirects = 3
/** Slack refuses a longer description. */
const maxAltCharacters = 1_000

const failed = (step: string, kind: 'refused' | 'unknown' | 'unreachable', code: string, cause?: unknown) =>
  new SlackFailure(step, { kind, code, cause })

const tooLarge = (maxBytes: number): AppError =>
  new AppError('file_too_large', 'The file is too large.', { details: { limit: maxBytes / 1024 / 1024 } })

async function* countBytes(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw failed('download', 'unknown', 'no_answer', cause)
  }
}

export const openFiles = ({
  apiUrl,
  tokenOf,
  call,
}: Pick<SlackApiOptions, 'apiUrl' | 'tokenOf'> & Pick<SlackApi, 'call'>): Files => {
  const api = new URL(apiUrl)

  /** The API itself is no file: its methods can be called by a mere GET. */
  const isOwn = ({ origin, pathname }: URL): boolean =>
    origin === api.origin && !(api.pathname !== '/' && pathname.startsWith(api.pathname))

  const allowed = (step: string, url: string, base?: URL): URL => {
    const parsed = URL.canParse(url, base?.href) ? new URL(url, base) : null
    const isSlack = parsed?.protocol === 'https:' && fileHosts.includes(parsed.host)
    if (!parsed || !(isSlack || isOwn(parsed))) throw failed(step, 'refused', 'url_not_allowed')
    return parsed
  }

  const transfer = (step: string, url: URL, init: RequestInit): Promise<Response> =>
    fetch(url, { ...init, signal: AbortSignal.timeout(limits.slackCalls.transferMs) }).catch((cause) => {
      throw failed(step, 'unknown', 'no_answer', cause)
    })

  const sendBytes = async (url: URL, bytes: Uint8Array): Promise<void> => {
    const body = bytes as Uint8Array<ArrayBuffer>
    const response = await transfer('upload', url, { method: 'POST', redirect: 'error', body })
    await response.body?.cancel()
    if (response.status !== 200) throw failed('upload', 'unreachable', `http_${response.status}`)
  }

  const fetchFile = async (token: string, start: URL): Promise<Response> => {
    let url = start
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const headers = { authorization: `Bearer ${token}` }
      const response = await transfer('download', url, { headers, redirect: 'manual' })
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || location === null) return response
      await response.body?.cancel()
      url = allowed('download', location, url)
    }
    throw failed('download', 'refused', 'url_not_allowed')
  }

  const checkFile = async (response: Response, { maxBytes, url }: { maxBytes: number; url: URL }) => {
    const isPage = response.headers.get('content-type')?.startsWith('text/html')
    if (response.status === 200 && !(isPage && !/\.html?$/i.test(url.pathname))) {
      if (Number(response.headers.get('content-length') ?? 0) <= maxBytes && response.body)
        return response.body
      await response.body?.cancel()
      throw response.body ? tooLarge(maxBytes) : failed('download', 'refused', 'not_a_file')
    }
    await response.body?.cancel()
    const code = response.status === 200 ? 'not_a_file' : `http_${response.status}`
    throw failed('download', response.status >= 500 ? 'unreachable' : 'refused', code)
  }

  return {
    upload: async (workspace, { channel, thread, fileName, bytes, alt, title }, { onTurn } = {}) => {
      const { upload_url: url, file_id: id } = await call<{ upload_url: string; file_id: string }>(
        workspace,
        'files.getUploadURLExternal',
        { filename: fileName, length: bytes.length, ...(alt && { alt_txt: alt.slice(0, maxAltCharacters) }) },
      )
      // Whoever knows the address may upload: no token is needed, and none is given.
      await sendBytes(allowed('upload', url), bytes)
      const place = {
        ...(channel !== null && { channel_id: channel }),
        ...(channel !== null && thread !== null && { thread_ts: thread }),
      }
      const shared = { files: [{ id, title }], ...place }
      await call(workspace, 'files.completeUploadExternal', shared, { ...(onTurn && { onTurn }) })
      return id
    },
    download: async (workspace, given, { maxBytes }) => {
      const url = allowed('download', given)
      const token = await tokenOf(workspace)
      if (token === null) throw failed('download', 'refused', 'no_token')
      const response = await fetchFile(token, url)
      return countBytes(await checkFile(response, { maxBytes, url }), maxBytes)
    },
  }
}
