/**
 * Suites that `npm test` leaves out: they need a browser, start the real program many times, kill it, take minutes.
 * The command line names them.
 */
const apart = ['browser', 'programs', 'faults', 'long']
const isNamed = (suite) => process.argv.some((word) => word.includes(`test/${suite}/`))

// biome-ignore lint/style/noDefaultExport: ava asks for one
export default {
  files: [
    'test/**/*.test.ts',
    ...apart.filter((suite) => !isNamed(suite)).map((suite) => `!test/${suite}/**`),
  ],
  extensions: ['ts'],
  require: ['./test/helpers/compile-cache.js'],
  timeout: '2m',
}
