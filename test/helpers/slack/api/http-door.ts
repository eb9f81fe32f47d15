import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type ApiCall, recordViolation, type World } from '../world-state.ts'
import { answerCall } from './answer-call.ts'
import type { Fault } from './faults.ts'
import { download, upload } from './file-door.ts'
import { showAuthorization } from './oauth-page.ts'
import { readArguments, readBytes } from './read-body.ts'
import { bearerOf, replyAfter, replyInstead, send, text } from './reply.ts'
import { answerByUrl } from './response-urls.ts'

const callApi = async (world: World, method: string, request: IncomingMessage, response: ServerResponse) => {
  const args = await readArguments(request, await readBytes(request))
  const { token = '', ...rest } = args
  const call: ApiCall = {
    method,
    teamId: null,
    token: bearerOf(request) || String(token),
    args: rest,
    at: Date.now(),
    status: null,
    answer: null,
    fault: world.faults.take(method),
  }
  world.calls.push(call)
  call.teamId = world.tokens.get(call.token)?.teamId ?? null
  const fault = call.fault as Fault | null
  if (fault !== null && typeof fault === 'object' && 'meanwhile' in fault) await fault.meanwhile()
  await world.faults.enter(method)
  const delay = world.faults.delayOf(method)
  if (delay > 0) await wait(delay, null, { signal: world.closing }).catch(() => undefined)
  const instead = replyInstead(fault, response)
  if (instead === 'silence') return
  const answer = instead ?? answerCall(world, call, request.headers.authorization ?? '')
  call.status = answer.status
  call.answer = answer.body
  replyAfter(fault, answer, response)
}

const route = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', world.url)
  const [, first, ...rest] = url.pathname.split('/')
  if (first === 'api' && rest.length === 1) return callApi(world, rest[0]!, request, response)
  if (first === 'upload') return upload(world, rest.at(-1)!, request, response)
  if (first === 'files-pri') return download(world, rest[0]!.split('-').at(-1)!, request, response)
  if (url.pathname === '/oauth/v2/authorize')
    return send(response, showAuthorization(world, url, request.headers))
  if (first === 'actions') {
    const body = await readArguments(request, await readBytes(request))
    const answer = answerByUrl(world, rest.at(-1)!, body)
    return send(response, { ...answer, headers: { 'content-type': 'application/json' } })
  }
  recordViolation(world, 'unknown_address', url.pathname, request.method ?? '')
  send(response, text(404, 'not found'))
}

/** Opens the server; the address is known when it resolves. */
export const openDoor = async (world: () => World): Promise<{ server: Server; port: number }> => {
  const server = createServer((request, response) => {
    route(world(), request, response).catch((error: unknown) => {
      recordViolation(
        world(),
        'fake_broke',
        request.url ?? '',
        error instanceof Error ? (error.stack ?? '') : String(error),
      )
      send(response, text(500, 'the fake broke'))
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' ? address!.port : 0 }
}
