/**
 * Reads `.env` of the working directory into the environment, as the README promises; what is already set stays.
 * Not by Node's own `--env-file-if-exists`: that prints a line on every start without one.
 */
export const loadEnvFile = (): void => {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
