import { errorOf } from './error.ts'

/** What says who calls. */
export type Credentials =
  | { login: string; password: string; clientId?: string }
  | { accessToken: string; refreshToken?: string }
  | { serviceToken: string }

export interface Tokens {
  /** The token to send; signs in when there is none yet. */
  current(): Promise<string>
  /** After a 401 with this token: another one, or null when there is no way to get one. */
  renew(refused: string): Promise<string | null>
}

interface Pair {
  access_token: string
  refresh_token: string
}

/**
 * Holds the tokens. Calls that run side by side share one sign-in and one refresh, and a refresh token is forgotten
 * before it is sent: sent a second time it would end the whole session.
 */
export const openTokens = (
  given: Credentials,
  post: (path: string, body: object) => Promise<Response>,
): Tokens => {
  let access =
    'accessToken' in given ? given.accessToken : 'serviceToken' in given ? given.serviceToken : null
  let refresh = 'accessToken' in given ? (given.refreshToken ?? null) : null
  let underWay: Promise<string | null> | null = null

  const take = async (answer: Response): Promise<string> => {
    if (!answer.ok) throw await errorOf(answer)
    const pair = (await answer.json()) as Pair
    access = pair.access_token
    refresh = pair.refresh_token
    return access
  }

  const signIn = async (): Promise<string | null> => {
    if (!('login' in given)) return null
    const { login, password, clientId } = given
    return take(await post('/v1/auth/token', { login, password, client_id: clientId }))
  }

  const refreshOnce = async (): Promise<string | null> => {
    if (refresh === null) return null
    const once = refresh
    refresh = null
    // Whatever goes wrong, nobody knows whether the token still works: signing in is the way back.
    const answer = await post('/v1/auth/refresh', { refresh_token: once }).catch(() => null)
    return answer?.ok ? take(answer) : null
  }

  const together = (work: () => Promise<string | null>): Promise<string | null> => {
    underWay ??= work().finally(() => {
      underWay = null
    })
    return underWay
  }

  return {
    current: async () => access ?? (await together(signIn)) ?? '',
    renew: async (refused) => {
      // Somebody else has renewed it meanwhile.
      if (access !== null && access !== refused && underWay === null) return access
      return together(async () => (await refreshOnce()) ?? (await signIn()))
    },
  }
}
