import { type ApiCall, type Loose, recordViolation, type World } from '../world-state.ts'

const isSilent = (allowed: Loose): boolean =>
  Array.isArray(allowed?.parse) &&
  allowed.parse.length === 0 &&
  (allowed.users ?? []).length === 0 &&
  (allowed.roles ?? []).length === 0 &&
  allowed.replied_user !== true

/** Discord would ping for what a model wrote: every body says that nobody is to be pinged. */
export const needSilence = (world: World, call: ApiCall, body: Loose): void => {
  if (!isSilent(body?.allowed_mentions))
    recordViolation(world, 'allowed_mentions', call.route, JSON.stringify(body?.allowed_mentions ?? null))
}

/** A create that is sent again must not be a second message. */
export const needNonce = (world: World, call: ApiCall, body: Loose): void => {
  const hasNonce = body.nonce !== undefined && body.nonce !== null && body.nonce !== ''
  if (!hasNonce || body.enforce_nonce !== true)
    recordViolation(world, 'nonce', call.route, JSON.stringify({ nonce: body.nonce ?? null }))
}
