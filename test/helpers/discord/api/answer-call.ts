import { checkContract } from '../rules/contract.ts'
import { type ApiCall, recordViolation, type World } from '../world-state.ts'
import { allRoutes } from './all-routes.ts'
import { Refusal } from './refusal.ts'
import { json, tooMany } from './reply.ts'
import { type ApiAnswer, type Matched, matchRoute, nothing } from './route.ts'

/** What a well-made app meets as well: these refusals are no violations. */
const blameless = new Set([
  10003, 10004, 10008, 10013, 10015, 10062, 20028, 30046, 50001, 50007, 50013, 50027, 50083, 160002, 160004,
])

const rateHeaders = (world: World, method: string, { route, params }: Matched) => {
  const taken = world.rates.take({ method, template: route.template, params })
  if (!taken) return { taken, headers: {} }
  const { id, limit, remaining, resetAfter } = taken.bucket
  const headers = {
    'x-ratelimit-bucket': id,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': ((world.clock.now() + resetAfter) / 1000).toFixed(3),
    'x-ratelimit-reset-after': (resetAfter / 1000).toFixed(3),
  }
  return { taken, headers }
}

/** Whoever did not get to know that a response was taken may well send it again. */
const isAnsweredTwice = (world: World, call: ApiCall): boolean =>
  !world.calls.some(({ path, fault }) => path === call.path && fault !== null)

const isBlameless = (world: World, call: ApiCall, { code }: Refusal): boolean =>
  blameless.has(code) || (code === 40060 && !isAnsweredTwice(world, call))

const refuse = (world: World, call: ApiCall, error: Refusal): ApiAnswer => {
  if (!isBlameless(world, call, error))
    recordViolation(
      world,
      String(error.code),
      call.route,
      `${error.message} ${JSON.stringify(error.extra)} ${JSON.stringify(call.body)}`.slice(0, 2000),
    )
  return json(error.status, { message: error.message, code: error.code, ...error.extra })
}

const run = async (world: World, call: ApiCall, matched: Matched): Promise<ApiAnswer> => {
  const { route, params } = matched
  if (!route.isOpen && call.authorization !== `Bot ${world.token}`) {
    recordViolation(world, 'unauthorized', call.route, 'without the token of the bot')
    return json(401, { message: '401: Unauthorized', code: 0 })
  }
  const { taken, headers } = rateHeaders(world, call.method, matched)
  if (taken && taken.retryAfter !== null) {
    const { retryAfter, isGlobal } = taken
    world.limited.push({ route: call.route, isGlobal, retryAfter, at: Date.now() })
    return tooMany(retryAfter, isGlobal, { ...headers, 'x-ratelimit-remaining': '0' })
  }
  try {
    checkContract(call.method, route.template, call.body)
    const { query, body, files } = call
    const given = await route.run({ world, call, params, query, body, files })
    if (given === nothing) return { status: 204, headers, body: null }
    return json(route.status ?? 200, given, headers)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const refused = refuse(world, call, error)
    return { ...refused, headers: { ...refused.headers, ...headers } }
  }
}

/** REST itself: what Discord does and says for one call. */
export const answerCall = async (world: World, call: ApiCall): Promise<ApiAnswer> => {
  const matched = matchRoute(allRoutes, call.method, call.path)
  if (!matched) {
    recordViolation(world, 'unknown_address', `${call.method} ${call.path}`, '')
    return json(404, { message: '404: Not Found', code: 0 })
  }
  call.route = `${call.method} ${matched.route.template}`
  return run(world, call, matched)
}
