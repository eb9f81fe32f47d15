import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { findAccount } from '../../core/tenancy/authentication.ts'
import { changeOwnPassword } from '../../core/tenancy/own-password.ts'
import { setPasswordByLink } from '../../core/tenancy/password-links.ts'
import { requestReset } from '../../core/tenancy/password-reset.ts'
import { enter } from '../../core/tenancy/sign-in.ts'
import { defineRoute, type Route, reply } from '../route.ts'
import type { AuthServices } from './auth.ts'
import {
  asCookie,
  clientId,
  enteredCookies,
  login,
  presentTokens,
  secret,
  tokensSchema,
} from './auth-tokens.ts'

const tags = ['auth']

/** Its rules are one list in the core, so that every way to set one gives all that fail. */
export const newPassword = secret.meta({
  description: '8 to 256 characters; none of the commonest passwords, and not the own login',
  example: 'correct horse battery staple',
})

const reset = ({ db }: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/reset',
    summary: 'Ask for a link to choose a new password',
    description:
      'By mail, at most three an hour. The answer is the same whether the login is known or not, and takes as long.',
    tags,
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({ login, client_id: clientId }),
    responses: { 202: z.strictObject({ state: z.literal('accepted') }) },
    handler: async ({ body, request }) => {
      const { ip, locale } = request
      await requestReset(db, { login: body.login, clientId: body.client_id, ip, locale })
      return { state: 'accepted' as const }
    },
  })

const confirm = (services: AuthServices) =>
  defineRoute({
    method: 'POST',
    path: '/v1/auth/reset/confirm',
    summary: 'Choose a new password with the token of a link',
    description:
      'The token works once: of a reset within 30 minutes, of an invitation within 7 days, and not after a newer one was sent. All sessions end, and the owner is told by mail.',
    tags,
    auth: 'none',
    isIdempotent: false,
    body: z.strictObject({ token: secret, password: newPassword }),
    responses: { 204: null },
    handler: async ({ body, request }) => {
      const { db, guard, authentication } = services
      const { holder } = await setPasswordByLink(db, body)
      authentication.forget(holder.id)
      // Whoever reads the mailbox is the owner, however many others guess.
      await guard.succeeded({ subjects: [holder.id], ip: request.ip, device: null })
      return reply(204, null)
    },
  })

const change = (services: AuthServices) =>
  defineRoute({
    method: 'PUT',
    path: '/v1/auth/password',
    summary: 'Change the own password',
    description: 'All sessions end; the answer is a new one.',
    tags,
    auth: 'signed_in',
    access: 'own',
    body: z.strictObject({ current_password: secret, password: newPassword, cookie: asCookie }),
    responses: { 200: tokensSchema },
    handler: async ({ body, request, signedIn }) => {
      const { db, authentication, isHttps } = services
      const { holder } = signedIn.account
      const wanted = { currentPassword: body.current_password, password: body.password, ip: request.ip }
      await changeOwnPassword(services, signedIn.account, wanted)
      authentication.forget(holder.id)
      const account = await findAccount(db, holder)
      if (!account) throw new AppError('unauthenticated', 'this account is switched off')
      const entered = await enter(services, account, request.header('user-agent') || null)
      return reply(
        200,
        presentTokens(entered),
        body.cookie ? { 'Set-Cookie': enteredCookies(entered, isHttps) } : {},
      )
    },
  })

/** The own password: forgotten, invited to choose one, or changed. */
export const passwordRoutes = (services: AuthServices): Route[] => [
  reset(services),
  confirm(services),
  change(services),
]
