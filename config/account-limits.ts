/** What people meet when they sign in. Units are in the names. */
export const accountLimits = {
  auth: { accessTokenSeconds: 30 * 60, refreshTokenSeconds: 7 * 24 * 3600, clockSkewSeconds: 30 },
  password: { minCharacters: 8, maxCharacters: 256 },
  /** Links that set a password, and how many of them an account and an address may ask for. */
  passwordLinks: { resetMinutes: 30, invitationDays: 7, hourlyPerAccount: 3, hourlyPerAddress: 20 },
  /** How long a link in a mail opens what came of long work. */
  tasks: { linkHours: 24 },
  /** People of a tenant. */
  people: { maxNameCharacters: 120, maxUserNameCharacters: 60, maxBulk: 500 },
  /** Tokens of programs. */
  serviceTokens: { maxDays: 365, defaultDays: 1, maxNameCharacters: 100 },
} as const
