import { readFile } from 'node:fs/promises'

const wasm = new URL('../../node_modules/@electric-sql/pglite/dist/pglite.wasm', import.meta.url)

/**
 * The embedded database's code, for the process that starts the workers: V8 shares what is compiled between them as
 * long as somebody holds it, and otherwise each of them compiles it again.
 */
export const engine = await WebAssembly.compile(await readFile(wasm))
