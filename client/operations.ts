// Made by `npm run client:generate` of the document at /openapi.json: not to be edited.

/** Operations that answer a repetition with the same Idempotency-Key as they did the first time. */
export const repeatable: ReadonlySet<string> = new Set([
  'POST /v1/assistants',
  'POST /v1/assistants/{id}/chat',
  'POST /v1/auth/register',
  'POST /v1/chat/send',
  'POST /v1/commands/forms',
  'POST /v1/datasets',
  'POST /v1/me/export',
  'POST /v1/me/identities',
  'POST /v1/messages/{id}/feedback',
  'POST /v1/roles',
  'POST /v1/services',
  'POST /v1/tenants',
  'POST /v1/tenants/{client_id}/export',
  'POST /v1/tenants/{client_id}/profiles',
  'POST /v1/users',
  'POST /v1/users/bulk',
  'POST /v1/users/{id}/erase',
  'POST /v1/users/{id}/export',
])
