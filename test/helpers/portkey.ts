import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

/** With a later version of its server library it refuses every stream: "immutable" headers. */
const manifest = {
  dependencies: { '@portkey-ai/gateway': '1.15.2' },
  overrides: { '@hono/node-server': '1.13.8' },
}

export interface Portkey {
  url: string
  close(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** It listens on all addresses by itself; a benchmark's gateway is nobody else's business. */
const loopbackOnly = `
  const { Server } = require('node:net')
  const { listen } = Server.prototype
  Server.prototype.listen = function (...given) {
    const options = typeof given[0] === 'object' && given[0] !== null ? given[0] : { port: given[0] }
    const listening = given.find((each) => typeof each === 'function')
    return listen.call(this, { ...options, host: '127.0.0.1' }, listening)
  }`

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url)
    return true
  } catch {
    return false
  }
}

/** The gateway beside us, on loopback. @returns null when it cannot be installed or does not start */
export const startPortkey = async (): Promise<Portkey | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-portkey-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder]
    await promisify(execFile)('npm', words, { cwd: folder, timeout: 300_000 })
  } catch {
    await remove()
    return null
  }
  const program = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js')
  const preload = join(folder, 'loopback-only.cjs')
  await writeFile(preload, loopbackOnly)
  const port = await freePort()
  const words = ['--require', preload, program, '--headless', `--port=${port}`]
  const child = spawn(process.execPath, words, { cwd: folder, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
  const close = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
    await remove()
  }
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200 && existsSync(program); tries++) {
    if (await answers(url)) return { url, close }
    await wait(100)
  }
  await close()
  return null
}
