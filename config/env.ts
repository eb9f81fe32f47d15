import { resolve } from 'node:path'
import { z } from 'zod'
import { type DiscordApp, discordFaults, discordOf } from './discord.ts'

const services = ['api', 'web', 'slack', 'discord', 'worker'] as const
export type Service = (typeof services)[number]

/** A variable that is set but empty counts as unset, as `.env` files leave them. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const url = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL such as ${example}`,
  })

/** It becomes a header: what cannot be one would fail at every call, and never with a sentence. */
const apiKey = z.string().regex(/^[\x21-\x7e]+$/, 'must be a key without spaces or line breaks')

const slackToken = (prefix: string) =>
  apiKey.refine((value) => value.startsWith(prefix), {
    message: `must be a token that begins with ${prefix}`,
  })

/** Origins as browsers name them: no path, no slash at the end. */
const origins = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), {
    message: 'must be a comma list of origins such as https://intranet.example.org',
  })

/** A mail server: with a host, and a user and password that can be decoded. */
const isSmtpUrl = (text: string): boolean => {
  try {
    const { protocol, hostname, username, password } = new URL(text)
    decodeURIComponent(username + password)
    return /^smtps?:$/.test(protocol) && hostname !== ''
  } catch {
    return false
  }
}

/** Who mails come from. */
export interface MailAddress {
  /** May be empty. */
  name: string
  address: string
}

/** `name <address>` or an address alone; null = neither. */
const parseSender = (text: string): MailAddress | null => {
  const [, name, named, bare] = /^(?:"?([^"<>\p{Cc}]*)"?\s*<([^<>]+)>|([^<>]+))$/u.exec(text.trim()) ?? []
  const address = (named ?? bare ?? '').trim()
  return z.email().safeParse(address).success ? { name: name?.trim() ?? '', address } : null
}

const schema = z.object({
  PORT: optional(z.coerce.number({ error: 'must be a port number, 0 to 65535' }).int().min(0).max(65535)),
  HOST: optional(z.string()),
  PUBLIC_URL: optional(url(['http:', 'https:'], 'https://sextant.example.org')),
  CORS_ORIGINS: optional(origins),
  SERVICES: optional(
    z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      )
      .pipe(z.array(z.enum(services, { error: `must be a comma list of ${services.join(', ')}` })))
      .refine((names) => names.length > 0, { error: `must name at least one of ${services.join(', ')}` }),
  ),
  DATABASE_URL: optional(url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/sextant')),
  SEXTANT_DATA_DIR: optional(z.string()),
  MASTER_KEY: optional(
    z.string().refine((value) => Buffer.from(value, 'base64').length === 32, {
      message: 'must be 32 bytes in base64; make one with: openssl rand -base64 32',
    }),
  ),
  ADMIN_EMAIL: optional(z.email({ error: 'must be an e-mail address' })),
  ADMIN_PASSWORD: optional(z.string().min(8, 'must have at least 8 characters')),
  SEED_DEMO: optional(z.enum(['0', '1'], { error: 'must be 0 or 1' })),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  METRICS_TOKEN: optional(z.string().min(16, 'must have at least 16 characters')),
  SLACK_SIGNING_SECRET: optional(apiKey),
  SLACK_BOT_TOKEN: optional(slackToken('xoxb-')),
  SLACK_CLIENT_ID: optional(
    z.string().regex(/^[\d.]+$/, 'must be the client id of the app, such as 1234.5678'),
  ),
  SLACK_CLIENT_SECRET: optional(apiKey),
  SLACK_STATE_SECRET: optional(z.string().min(16, 'must have at least 16 characters')),
  SLACK_APP_TOKEN: optional(slackToken('xapp-')),
  SLACK_API_URL: optional(url(['http:', 'https:'], 'https://slack.com/api/')),
  DISCORD_BOT_TOKEN: optional(apiKey),
  DISCORD_APPLICATION_ID: optional(
    z.string().regex(/^\d{15,22}$/, 'must be the id of the application, a number'),
  ),
  DISCORD_API_URL: optional(url(['http:', 'https:'], 'https://discord.com/api')),
  DISCORD_MESSAGE_CONTENT: optional(z.enum(['0', '1'], { error: 'must be 0 or 1' })),
  OPENAI_API_KEY: optional(apiKey),
  OPENAI_BASE_URL: optional(url(['http:', 'https:'], 'https://api.openai.com/v1')),
  ANTHROPIC_API_KEY: optional(apiKey),
  ANTHROPIC_BASE_URL: optional(url(['http:', 'https:'], 'https://api.anthropic.com')),
  DEEPSEEK_API_KEY: optional(apiKey),
  DEEPSEEK_BASE_URL: optional(url(['http:', 'https:'], 'https://api.deepseek.com')),
  OLLAMA_BASE_URL: optional(url(['http:', 'https:'], 'http://127.0.0.1:11434')),
  SMTP_URL: optional(
    z.string().refine(isSmtpUrl, { message: 'must be a URL such as smtp://user:password@host:587' }),
  ),
  MAIL_FROM: optional(
    z.string().refine((value) => parseSender(value) !== null, {
      message: 'must be an e-mail address, or a name and one: Sextant <sextant@example.org>',
    }),
  ),
})

/** Every variable that Sextant reads; `.env.example` and the README explain each. */
export const variableNames = Object.keys(schema.shape)

/** Where the deployment itself reaches a provider, and with which key. */
export interface ProviderAccess {
  apiKey: string | null
  /** Without a trailing slash; null = there is none unless the deployment says so. */
  baseUrl: string | null
}

/** The Slack app that this deployment is. */
export interface SlackApp {
  /** Null with Socket Mode alone. */
  signingSecret: string | null
  /** Serves the one workspace that it was installed in; null = many, by OAuth. */
  botToken: string | null
  oauth: { clientId: string; clientSecret: string; stateSecret: string } | null
  /** Socket Mode. */
  appToken: string | null
  /** With a trailing slash. */
  apiUrl: string
}

export type DeploymentProviders = Record<'openai' | 'anthropic' | 'deepseek' | 'ollama', ProviderAccess>

export interface Config {
  port: number
  host: string
  /** Without a trailing slash; null = derived from the port that was got. */
  publicUrl: string | null
  /** Origins whose pages may call the API with a token; cookies never count from another origin. */
  corsOrigins: string[]
  services: Service[]
  /** null = the embedded database in the data directory. */
  databaseUrl: string | null
  dataDir: string
  masterKey: string | null
  admin: { email: string; password: string } | null
  /** null = when embedded and empty. */
  seedDemo: boolean | null
  logLevel: string
  metricsToken: string | null
  /** null = each mail becomes a file in the data directory. */
  smtpUrl: string | null
  /** Set when `smtpUrl` is. */
  mailFrom: MailAddress | null
  /** For tenants without a credential of their own. */
  providers: DeploymentProviders
  /** Null when no app is configured; so is `discord`. */
  slack: SlackApp | null
  discord: DiscordApp | null
}

/** Thrown with every fault at once, one line each. */
export class ConfigurationError extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    )
    this.name = 'ConfigurationError'
    this.faults = faults
  }
}

type Values = z.output<typeof schema>

const withoutSlash = (address: string | undefined): string | null => address?.replace(/\/+$/, '') ?? null

/** Where it listens is what people know of an Ollama; its OpenAI-compatible half is below `/v1`. */
const ollamaAddress = (address: string | undefined): string | null =>
  address && new URL(address).pathname === '/' ? new URL('/v1', address).href : withoutSlash(address)

/** Unsaid, mails come from the account on the mail server, or from the host that people know. */
const senderOf = ({ MAIL_FROM, SMTP_URL, PUBLIC_URL }: Values): MailAddress | null => {
  if (MAIL_FROM !== undefined) return parseSender(MAIL_FROM)
  if (SMTP_URL === undefined) return null
  const { username, hostname } = new URL(SMTP_URL)
  const host = PUBLIC_URL ? new URL(PUBLIC_URL).hostname : hostname
  const { address } = parseSender(decodeURIComponent(username)) ?? { address: `sextant@${host}` }
  return { name: 'Sextant', address }
}

const providersOf = (values: Values): DeploymentProviders => ({
  openai: {
    apiKey: values.OPENAI_API_KEY ?? null,
    baseUrl: withoutSlash(values.OPENAI_BASE_URL) ?? 'https://api.openai.com/v1',
  },
  anthropic: {
    apiKey: values.ANTHROPIC_API_KEY ?? null,
    baseUrl: withoutSlash(values.ANTHROPIC_BASE_URL) ?? 'https://api.anthropic.com',
  },
  deepseek: {
    apiKey: values.DEEPSEEK_API_KEY ?? null,
    baseUrl: withoutSlash(values.DEEPSEEK_BASE_URL) ?? 'https://api.deepseek.com',
  },
  ollama: { apiKey: null, baseUrl: ollamaAddress(values.OLLAMA_BASE_URL) },
})

const slackNames = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const

const unconfigured = 'SERVICES names slack, which needs SLACK_BOT_TOKEN or SLACK_CLIENT_ID'

/** What is missing for Slack to work, once something of it is set. */
const slackFaults = (set: (name: string) => boolean, isNamed: boolean): string[] => {
  const isConfigured = ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', ...slackNames].some(set)
  if (!isConfigured) return isNamed ? [unconfigured] : []
  const faults: string[] = []
  if (slackNames.some(set) && !slackNames.every(set))
    faults.push(`${slackNames.join(', ')} must be set together`)
  if (!set('SLACK_BOT_TOKEN') && !set('SLACK_CLIENT_ID'))
    faults.push('Slack needs SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID and its secrets for many')
  if (!set('SLACK_SIGNING_SECRET') && !set('SLACK_APP_TOKEN'))
    faults.push('Slack needs SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode')
  return faults
}

const slackOf = (values: Values): SlackApp | null => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId } = values
  if (botToken === undefined && clientId === undefined) return null
  return {
    signingSecret: values.SLACK_SIGNING_SECRET ?? null,
    botToken: botToken ?? null,
    oauth: clientId
      ? { clientId, clientSecret: values.SLACK_CLIENT_SECRET!, stateSecret: values.SLACK_STATE_SECRET! }
      : null,
    appToken: values.SLACK_APP_TOKEN ?? null,
    apiUrl: `${withoutSlash(values.SLACK_API_URL) ?? 'https://slack.com/api'}/`,
  }
}

/** Parses the environment. @throws ConfigurationError listing every ill-formed variable and what to write instead. */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  const parsed = schema.safeParse(env)
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  const set = (name: string): boolean => Boolean(env[name])
  if (set('ADMIN_EMAIL') !== set('ADMIN_PASSWORD'))
    faults.push('ADMIN_EMAIL and ADMIN_PASSWORD must be set together')
  if (set('DATABASE_URL') && !set('MASTER_KEY'))
    faults.push('MASTER_KEY is required with DATABASE_URL; make one with: openssl rand -base64 32')
  const isNamed = (service: Service): boolean => parsed.data?.SERVICES?.includes(service) ?? false
  faults.push(...slackFaults(set, isNamed('slack')), ...discordFaults(set, isNamed('discord')))
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(faults)
  const values = parsed.data
  const slack = slackOf(values)
  const discord = discordOf(values)
  const isOff = (name: Service): boolean =>
    (name === 'slack' && slack === null) || (name === 'discord' && discord === null)
  return {
    port: values.PORT ?? 3000,
    host: values.HOST ?? '127.0.0.1',
    publicUrl: withoutSlash(values.PUBLIC_URL),
    corsOrigins: values.CORS_ORIGINS ?? [],
    services: (values.SERVICES ?? [...services]).filter((name) => !isOff(name)),
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(values.SEXTANT_DATA_DIR ?? './data'),
    masterKey: values.MASTER_KEY ?? null,
    admin:
      values.ADMIN_EMAIL && values.ADMIN_PASSWORD
        ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD }
        : null,
    seedDemo: values.SEED_DEMO === undefined ? null : values.SEED_DEMO === '1',
    logLevel: values.LOG_LEVEL ?? 'info',
    metricsToken: values.METRICS_TOKEN ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: senderOf(values),
    providers: providersOf(values),
    slack,
    discord,
  }
}
