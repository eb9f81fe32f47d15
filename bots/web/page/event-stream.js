import { offlineError, requestHeaders, send } from './api.js'

/** @typedef {{ event: string, data: any }} ServerEvent */

/**
 * One event from its lines (`event:` and `data:`), or null for a comment.
 * @param {string} block
 * @returns {ServerEvent | null}
 */
export const parseEvent = (block) => {
  let event = 'message'
  const data = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
  }
  return data.length === 0 ? null : { event, data: JSON.parse(data.join('\n')) }
}

/**
 * Posts and yields the events of the answer. EventSource cannot post, hence the reading by hand.
 * @param {string} path
 * @param {any} body
 * @param {{ signal?: AbortSignal, headers?: Record<string, string> }} options
 * @returns {AsyncGenerator<ServerEvent>}
 * @throws {import('./api.js').ApiError}
 */
export async function* postForEvents(path, body, { signal, headers = {} }) {
  const response = await send(path, {
    method: 'POST',
    headers: requestHeaders({ Accept: 'text/event-stream', 'Content-Type': 'application/json', ...headers }),
    body: JSON.stringify(body),
    signal,
  })
  // A repeated key is answered from the store, as JSON: the same answer object.
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
    yield { event: 'answer', data: await response.json() }
    return
  }
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw error.name === 'AbortError' ? error : offlineError()
    })
    rest += decoder.decode(value, { stream: !done }).replace(/\r\n?/g, '\n')
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parseEvent(block)
      if (event) yield event
    }
    if (done) return
  }
}
