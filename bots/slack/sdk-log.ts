import type { Logger, LogLevel } from '@slack/bolt'
import { log } from '../../config/log.ts'

const errorIn = (said: unknown[]): object => {
  const err = said.find((part) => part instanceof Error)
  return err ? { err } : {}
}

const textOf = (said: unknown[]): string =>
  said
    .filter((part) => typeof part === 'string')
    .join(' ')
    .slice(0, 300)

/**
 * Slack's libraries log into ours, and not to standard output. What they say at the level `debug` holds whole payloads,
 * and goes nowhere.
 */
export const sdkLog = (): Logger => ({
  debug: () => {},
  info: (...said) => log.debug({ sdk: 'slack' }, textOf(said)),
  warn: (...said) => log.warn({ sdk: 'slack', ...errorIn(said) }, textOf(said)),
  error: (...said) => log.error({ sdk: 'slack', ...errorIn(said) }, textOf(said)),
  setLevel: () => {},
  getLevel: () => 'info' as LogLevel,
  setName: () => {},
})
