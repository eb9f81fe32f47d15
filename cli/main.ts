import { enableCompileCache } from 'node:module'

// Before the imports that it speeds up: a second `ask` starts in half the time.
enableCompileCache()
const { runProgram } = await import('./program.ts')
process.exitCode = await runProgram(process.argv.slice(2), process.env)
