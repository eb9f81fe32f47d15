import type { Context } from 'koa'

export interface AdminCookie {
  name: string
  /** Empty takes it away. */
  value: string
  maxAge: number
}

/** A cookie for the admin pages alone, out of reach of scripts; for https only where the deployment is. */
export const setCookie = (
  ctx: Context,
  { publicUrl }: { publicUrl: string | null },
  { name, value, maxAge }: AdminCookie,
): void => {
  const secure = ctx.secure || publicUrl?.startsWith('https:') ? '; Secure' : ''
  ctx.append(
    'Set-Cookie',
    `${name}=${value}; Path=/admin; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`,
  )
}
