import type { ApiCall, Loose, UploadedFile, World } from '../world-state.ts'

export interface Asked {
  world: World
  call: ApiCall
  params: Record<string, string>
  query: Record<string, string>
  body: Loose
  files: UploadedFile[]
}

export interface ApiAnswer {
  status: number
  headers?: Record<string, string>
  body: Loose
}

export interface Route {
  method: string
  /** As the contract names it. */
  template: string
  /** Answers without the bot's token: the address itself is the secret. */
  isOpen?: boolean
  /** Of success; 200 unless something else is said. */
  status?: number
  run(asked: Asked): Loose | Promise<Loose>
}

/** Answered with 204 and nothing. */
export const nothing = Symbol('nothing')

export const route = (at: string, run: Route['run'], more: Partial<Route> = {}): Route => {
  const [method, template] = at.split(' ')
  return { method: method!, template: template!, run, ...more }
}

export interface Matched {
  route: Route
  params: Record<string, string>
}

const paramsOf = (template: string, path: string): Record<string, string> | null => {
  const wanted = template.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index]!
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = value
    else if (segment !== value) return null
  }
  return params
}

/** The first that fits: those with fixed segments stand before those with open ones. */
export const matchRoute = (routes: Route[], method: string, path: string): Matched | null => {
  for (const one of routes) {
    if (one.method !== method) continue
    const params = paramsOf(one.template, path)
    if (params) return { route: one, params }
  }
  return null
}
