import type { Context } from 'koa'
import { type Locale, locales } from '../core/answers/answer.ts'

/** What the first middleware leaves on `ctx.state` for the later ones. */
export interface RequestState {
  requestId: string
  locale: Locale
  /** Pattern of the route that matched, for logs and metrics; never the path itself, which bears ids. */
  route?: string
}

export const stateOf = (ctx: Context): RequestState => ctx.state as RequestState

/** French unless the client prefers English. */
export const localeOf = (ctx: Context): Locale =>
  ctx.get('accept-language') !== '' && ctx.acceptsLanguages([...locales]) === 'en' ? 'en' : 'fr'
