import { z } from 'zod'
import type { Entered, Tokens } from '../../core/tenancy/sign-in.ts'
import { deviceCookies, signedInCookies } from '../middleware/session-cookie.ts'

/** What every way of signing in answers with. */
export const tokensSchema = z
  .strictObject({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds', example: 1800 }),
  })
  .meta({ id: 'Tokens' })

export const presentTokens = (tokens: Tokens): z.infer<typeof tokensSchema> => ({
  access_token: tokens.accessToken,
  refresh_token: tokens.refreshToken,
  token_type: 'Bearer',
  expires_in: tokens.expiresInSeconds,
})

/** `Set-Cookie` lines of a page that has just signed in. */
export const enteredCookies = (entered: Entered, isHttps: boolean): string[] => [
  ...signedInCookies(entered, isHttps),
  ...deviceCookies(entered.device, isHttps),
]

/** A secret that somebody was given, or a password, as it is typed. */
export const secret = z.string().min(1).max(1_000)
export const asCookie = z.boolean().default(false).meta({ description: 'Also sets the cookies of a page' })
export const login = z
  .string()
  .trim()
  .min(1)
  .max(320)
  .meta({ description: 'E-mail address or user name', example: 'marie@example.org' })
export const clientId = z
  .string()
  .max(100)
  .optional()
  .meta({ description: 'Only when several tenants know the login' })
