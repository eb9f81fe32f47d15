import { type Config, ConfigurationError, readConfig } from '../../config/env.ts'
import { hasDeploymentModels } from '../../core/models.ts'
import type { Check } from './check.ts'

const minimumNode = 24

/** Secrets as documents and tutorials print them; `.env.example` has no other. */
const sampleSecrets = new Set([
  'change-me', 'changeme', 'change-me-please', 'password', 'secret', 'admin', 'postgres', 'sextant', 'example',
  'azerty123', 'password1', '12345678',
]) // biome-ignore format: one list, read at a glance

const isSample = (secret: string): boolean => sampleSecrets.has(secret.toLowerCase())
/** 32 times the same byte is base64 of the right length, and no secret. */
const isTrivialKey = (key: string): boolean => new Set(Buffer.from(key, 'base64')).size < 8

const passwordOf = (url: string | null): string =>
  url === null ? '' : decodeURIComponent(new URL(url).password)

/** Variables that hold a sample or a guessable value. */
export const sampleVariables = (config: Config): string[] => [
  ...(isSample(passwordOf(config.databaseUrl)) ? ['DATABASE_URL'] : []),
  ...(config.masterKey && (isTrivialKey(config.masterKey) || isSample(config.masterKey))
    ? ['MASTER_KEY']
    : []),
  ...(config.admin && isSample(config.admin.password) ? ['ADMIN_PASSWORD'] : []),
  ...(config.metricsToken && isSample(config.metricsToken) ? ['METRICS_TOKEN'] : []),
  ...(isSample(passwordOf(config.smtpUrl)) ? ['SMTP_URL'] : []),
]

/** Reachable from outside, or on a shared database: here a sample secret is an open door. */
export const isProduction = (config: Config): boolean =>
  config.databaseUrl !== null || !['127.0.0.1', '::1', 'localhost'].includes(config.host)

export const checkNode = (): Check => {
  const version = process.versions.node
  const isEnough = Number(version.split('.')[0]) >= minimumNode
  const values = { version, minimum: minimumNode }
  return isEnough
    ? { name: 'node', state: 'ok', message: 'node', values }
    : { name: 'node', state: 'failed', message: 'node', advice: 'node_old', values }
}

/** The configuration, or null and one failed check for each fault. */
export const checkConfiguration = (
  env: Record<string, string | undefined>,
): { config: Config | null; checks: Check[] } => {
  try {
    const config = readConfig(env)
    return { config, checks: [{ name: 'configuration', state: 'ok', message: 'configuration' }] }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const checks = error.faults.map(
      (fault): Check => ({
        name: 'configuration', state: 'failed', message: 'fault', advice: 'fault', values: { fault },
      }), // biome-ignore format: one check, read at a glance
    )
    return { config: null, checks }
  }
}

export const checkSecrets = (config: Config): Check => {
  const samples = sampleVariables(config)
  if (samples.length === 0) return { name: 'secrets', state: 'ok', message: 'secrets' }
  const values = { names: samples.join(', ') }
  const state = isProduction(config) ? 'failed' : 'warning'
  return { name: 'secrets', state, message: 'sample_secrets', advice: 'sample_secrets', values }
}

export const checkMasterKey = (config: Config): Check => ({
  name: 'master_key',
  state: 'ok',
  message: config.masterKey === null ? 'master_key_generated' : 'master_key_given',
  values: { folder: config.dataDir },
})

/** What is switched off, so that nobody looks for it. */
export const listWhatIsOff = (config: Config): Check[] => {
  const off = (name: string, message = name, values = {}): Check => ({ name, state: 'off', message, values })
  const services = (['api', 'web', 'worker'] as const).filter((service) => !config.services.includes(service))
  return [
    ...services.map((service) => off('services', 'service_off', { service })),
    ...(hasDeploymentModels(config.providers) ? [] : [off('models', 'models_off')]),
    ...(config.metricsToken === null ? [off('metrics', 'metrics_loopback')] : []),
  ]
}
