import type { Context } from 'koa'
import { z } from 'zod'
import { setCookie } from './cookies.ts'
import type { AdminServices, Done } from './section.ts'

const name = 'sextant_notice'
const schema = z.strictObject({
  notice: z.string().regex(/^[a-z_]{1,40}$/),
  secret: z.string().max(200).optional(),
})

/** Takes what an act has to tell over to the page that follows, past its address: a code in it would be logged. */
export const keepNotice = (ctx: Context, services: AdminServices, done: Done): void => {
  const value = Buffer.from(JSON.stringify(done)).toString('base64url')
  setCookie(ctx, services, { name, value, maxAge: 60 })
}

/** What the act before has to tell, once. */
export const takeNotice = (ctx: Context, services: AdminServices): Done | null => {
  const value = ctx.cookies.get(name)
  if (!value) return null
  setCookie(ctx, services, { name, value: '', maxAge: 0 })
  try {
    return schema.parse(JSON.parse(Buffer.from(value, 'base64url').toString()))
  } catch {
    return null
  }
}
