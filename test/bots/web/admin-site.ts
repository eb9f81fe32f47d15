import { randomBytes } from 'node:crypto'
import type { ExecutionContext } from 'ava'
import { deviceMarks, signedInCookies } from '../../../api/middleware/session-cookie.ts'
import type { Route } from '../../../api/route.ts'
import { auditRoutes } from '../../../api/routes/audit.ts'
import { installCodeRoutes } from '../../../api/routes/install-codes.ts'
import { installRoutes } from '../../../api/routes/installs.ts'
import { jobRoutes } from '../../../api/routes/jobs.ts'
import { limitRoutes } from '../../../api/routes/limits.ts'
import { userSessionRoutes } from '../../../api/routes/user-sessions.ts'
import { userRoutes } from '../../../api/routes/users.ts'
import { contentSecurityPolicy } from '../../../bots/web/admin/answer-page.ts'
import { webEdge } from '../../../bots/web/edge.ts'
import type { Core } from '../../../core/core.ts'
import { type Breakers, openBreakers } from '../../../core/llm/breakers.ts'
import { openModels } from '../../../core/models.ts'
import type { Database } from '../../../db/database.ts'
import { type EdgeServices, startTestServer, type TestServer } from '../../helpers/server.ts'

export interface AdminSite extends TestServer {
  breakers: Breakers
}

const noKey = { apiKey: null, baseUrl: null }
const providers = { openai: noKey, anthropic: noKey, deepseek: noKey, ollama: noKey }

/** The API and the pages on one port. */
export const openAdminSite = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: { isOpen?: boolean; core?: Core } = {},
): Promise<AdminSite> => {
  const breakers = openBreakers({ failures: 1, halfOpenAfterMs: 60_000 })
  const edges = ({ db, dataDir, key, authentication, guard }: EdgeServices) => {
    const models = openModels(db, { providers, masterKey: randomBytes(32) } as never)
    t.teardown(models.close)
    const core = options.core ?? ({ db, dataDir } as Core)
    const signIn = { db, key, authentication, guard }
    return webEdge({
      db,
      key,
      authentication,
      isOpen: options.isOpen ?? false,
      openTenant: 'demo',
      publicUrl: null,
      sessionCookie: 'sextant_session',
      visitorCookie: 'sextant_visitor',
      signedInCookies: (tokens) => signedInCookies(tokens, false),
      admin: { core, signIn, models: models.access, breakers, ...deviceMarks(false) },
    })
  }
  const routes = (services: { db: Database; dataDir: string }): Route[] => {
    const core = services as Core
    const lists = [jobRoutes, auditRoutes, userRoutes, installRoutes, installCodeRoutes, limitRoutes]
    return [...lists.flatMap((routesOf) => routesOf(core)), ...userSessionRoutes(core)]
  }
  const place = options.core && { db: options.core.db, dataDir: options.core.dataDir }
  const server = await startTestServer(t, { ...place, edges, routes })
  return { ...server, breakers }
}

export interface Shown {
  status: number
  headers: Headers
  html: string
  /** Where it led in the end. */
  path: string
}

/** A browser without scripts: keeps cookies, follows redirects, sends forms as the page has them. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Shown>
  /** Without following. */
  send(path: string, init: RequestInit): Promise<Response>
  /** Fills in the form with this action of the page and sends it. */
  submit(page: string, action: string, values?: Record<string, string>): Promise<Shown>
  signIn(login: string, password: string): Promise<Shown>
  cookies: Map<string, string>
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)
  return found ? plain(found[1]!) : null
}

export interface FoundForm {
  action: string
  fields: Record<string, string>
}

/** The POST forms of a page, with the values that are in them. */
export const formsOf = (html: string): FoundForm[] =>
  [...html.matchAll(/<form method="post"[^>]*>.*?<\/form>/gs)].map(([form]) => {
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]): [string, string] => [
      attribute(tag, 'name')!,
      attribute(tag, 'value') ?? '',
    ])
    const selects = [...form.matchAll(/<select[^>]*>.*?<\/select>/gs)].map(([select]): [string, string] => {
      const options = [...select.matchAll(/<option[^>]*>/g)].map(([tag]) => tag)
      const chosen = options.find((tag) => tag.includes(' selected')) ?? options[0] ?? ''
      return [attribute(select, 'name')!, attribute(chosen, 'value') ?? '']
    })
    return { action: attribute(form, 'action')!, fields: Object.fromEntries([...inputs, ...selects]) }
  })

export const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\s[^>]*>/g)].map(([tag]) => attribute(tag, 'href')!)

export const openVisitor = (url: string, language = 'fr'): Visitor => {
  const cookies = new Map<string, string>()
  const send: Visitor['send'] = async (path, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url + path, {
      redirect: 'manual',
      ...init,
      headers: { 'accept-language': language, ...(cookie && { cookie }), ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (/Max-Age=0\b/.test(line)) cookies.delete(name!)
      else cookies.set(name!, value!)
    }
    return response
  }
  const show = async (response: Response, path: string): Promise<Shown> => {
    const target = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && target) return get(target)
    return { status: response.status, headers: response.headers, html: await response.text(), path }
  }
  const get: Visitor['get'] = async (path, headers = {}) =>
    show(await send(path, { method: 'GET', headers }), path)
  const post = async (path: string, fields: Record<string, string>): Promise<Shown> =>
    show(
      await send(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'sec-fetch-site': 'same-origin' },
      }),
      path,
    )
  const submit: Visitor['submit'] = async (page, action, values = {}) => {
    const { html } = await get(page)
    const form = formsOf(html).find(
      (one) =>
        one.action === action && Object.entries(values).every(([name]) => Object.hasOwn(one.fields, name)),
    )
    if (!form) throw new Error(`${page} has no form ${action} with ${Object.keys(values)}`)
    return post(action, { ...form.fields, ...values })
  }
  const signIn: Visitor['signIn'] = (login, password) =>
    submit('/admin/sign-in', '/admin/sign-in', { login, password })
  return { get, send, submit, signIn, cookies }
}

/** A page that keeps its own rules: the exact policy, nothing inline, nothing remote. @returns what is wrong with it */
export const faultsOfPage = ({ headers, html }: Shown): string[] => {
  const faults: string[] = []
  if (headers.get('content-security-policy') !== contentSecurityPolicy) faults.push('policy')
  if (headers.get('cache-control') !== 'no-store') faults.push('kept')
  if (/<script(?![^>]*\ssrc="\/page\/)|<style|\sstyle=|\son\w+=|(?:src|href)="(?:https?:)?\/\//i.test(html))
    faults.push('inline or remote')
  if (/undefined|\[object |NaN/.test(html)) faults.push('unfinished value')
  return faults
}
