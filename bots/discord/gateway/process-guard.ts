import { log } from '../../../config/log.ts'

const ofLibrary = /node_modules[\\/](?:discord\.js|@discordjs|@vladfrangu|@sapphire|ws)[\\/]/

/** Whether an error came up in the library itself, Node's own frames aside, and not in what it called of ours. */
export const isOfLibrary = (error: unknown): boolean => {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n') : []
  const first = frames.find((line) => /^\s+at /.test(line) && !/[( ]node:/.test(line))
  return first !== undefined && ofLibrary.test(first)
}

/**
 * What the library throws into the air would end the process, and with it the work of every tenant: it is logged, and
 * the connection mends itself. Any other error ends the process as it would have without this.
 * @returns takes the guard away
 */
export const guardProcess = (): (() => void) => {
  const guard = (error: unknown): void => {
    if (isOfLibrary(error)) {
      log.error({ err: error }, 'the Discord library failed')
      return
    }
    // Somebody else takes care of it.
    if (process.listenerCount('uncaughtException') > 1) return
    log.fatal({ err: error }, 'a bug ends the process')
    process.exit(1)
  }
  process.on('uncaughtException', guard)
  return () => void process.off('uncaughtException', guard)
}
