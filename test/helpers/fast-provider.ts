/**
 * A program: the quickest provider there can be, for benchmarks, in a process of its own so that none of its work is
 * counted as ours. Prints its port. Every answer is the same bytes: `POST /v1/chat/completions` streams ten words,
 * `/long/v1/…` two thousand, `/whole/v1/…` says ten unstreamed, `/refused/v1/…` says 401.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const head = { id: 'chatcmpl-fast', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'sage-1' }

const event = (data: object): string => `data: ${JSON.stringify({ ...head, ...data })}\n\n`
const choice = (delta: object, finish_reason: string | null = null): string =>
  event({ choices: [{ index: 0, delta, finish_reason }] })

const answer = (words: number): Buffer => {
  const usage = { prompt_tokens: 100, completion_tokens: words, total_tokens: 100 + words }
  const pieces = Array.from({ length: words }, (_, at) => choice({ content: `mot${at} ` }))
  return Buffer.from(
    [
      choice({ role: 'assistant', content: '' }),
      ...pieces,
      choice({}, 'stop'),
      event({ choices: [], usage }),
      'data: [DONE]\n\n',
    ].join(''),
  )
}

const [short, long] = [answer(10), answer(2_000)]
const whole = Buffer.from(
  JSON.stringify({
    ...head,
    object: 'chat.completion',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'mot '.repeat(10) }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  }),
)
const refusal = Buffer.from(
  JSON.stringify({ error: { message: 'No.', type: 'authentication_error', code: null } }),
)

const json = (response: ServerResponse, status: number, body: Buffer): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

const reply = (response: ServerResponse, url: string): void => {
  if (url.startsWith('/refused')) json(response, 401, refusal)
  else if (url.startsWith('/whole')) json(response, 200, whole)
  else {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(url.startsWith('/long') ? long : short)
  }
}

const server = createServer((request, response) => {
  request.resume()
  request.once('end', () => reply(response, request.url ?? ''))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
// Its parent holds the other end.
process.stdin.resume().once('end', () => process.exit())
