import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { fileAt } from '../state/files.ts'
import { type ApiCall, recordViolation, type World } from '../world-state.ts'
import { answerCall } from './answer-call.ts'
import { readRequest } from './read-request.ts'
import { json, replyAfter, replyInstead, send } from './reply.ts'

/** Of one request, files and all. */
const maxBytes = 25 * 1024 * 1024

const callApi = async (world: World, url: URL, request: IncomingMessage, response: ServerResponse) => {
  const method = request.method ?? 'GET'
  // Clients write `%40original`.
  const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''))
  const { body, files, size } = await readRequest(request)
  const fault = world.faults.take(`${method} ${path}`)
  const call: ApiCall = {
    method,
    path,
    route: `${method} ${path}`,
    query: Object.fromEntries(url.searchParams),
    body,
    files,
    authorization: request.headers.authorization ?? '',
    at: Date.now(),
    status: null,
    answer: null,
    fault,
  }
  world.calls.push(call)
  if (fault !== null && typeof fault === 'object' && 'meanwhile' in fault) await fault.meanwhile()
  await world.faults.enter(`${method} ${path}`)
  const delay = world.faults.delayOf(`${method} ${path}`)
  if (delay > 0) await wait(delay, null, { signal: world.closing }).catch(() => undefined)
  const instead = replyInstead(fault, request)
  if (instead === 'silence') return
  const tooLarge = size > maxBytes ? json(413, { message: 'Request entity too large', code: 40005 }) : null
  const answer = instead ?? tooLarge ?? (await answerCall(world, call))
  if ([401, 403, 429].includes(answer.status)) world.invalidRequests.push(world.clock.now())
  call.status = answer.status
  call.answer = answer.body
  replyAfter(fault, answer, response)
}

const download = (world: World, url: URL, request: IncomingMessage, response: ServerResponse): void => {
  const fault = world.faults.take(`${request.method} ${url.pathname}`)
  const instead = replyInstead(fault, request)
  if (instead === 'silence') return
  const file = fileAt(world, url)
  const answer = file
    ? { status: 200, headers: { 'content-type': file.type }, body: file.bytes }
    : { status: 404, headers: { 'content-type': 'text/plain' }, body: 'This content is no longer available.' }
  replyAfter(fault, instead ?? answer, response)
}

const serve = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', world.url)
  if (url.pathname.startsWith('/api/v10/')) return callApi(world, url, request, response)
  if (url.pathname.startsWith('/cdn/')) return download(world, url, request, response)
  recordViolation(world, 'unknown_address', url.pathname, request.method ?? '')
  send(response, json(404, { message: '404: Not Found', code: 0 }))
}

/** Opens the server; the address is known when it resolves. */
export const openDoor = async (world: () => World): Promise<{ server: Server; port: number }> => {
  const server = createServer((request, response) => {
    world().underWay++
    serve(world(), request, response)
      .catch((error: unknown) => {
        const detail = error instanceof Error ? (error.stack ?? '') : String(error)
        recordViolation(world(), 'fake_broke', request.url ?? '', detail)
        send(response, json(500, { message: 'the fake broke', code: 0 }))
      })
      .finally(() => world().underWay--)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' ? address!.port : 0 }
}
