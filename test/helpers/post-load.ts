import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export interface Post {
  headers: Record<string, string>
  body: string
}

const bytesOf = (url: URL, { headers, body }: Post): Buffer => {
  const lines = Object.entries({ host: url.host, 'content-length': Buffer.byteLength(body), ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`POST ${url.pathname} HTTP/1.1\r\n${head}\r\n${body}`)
}

/** One connection that is kept: sends, and gives the time in ms until an empty 200 was back. */
const openConnection = async (url: URL) => {
  const socket = connect(Number(url.port), url.hostname).setNoDelay(true)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let waiting: { resolve(ms: number): void; reject(error: Error): void; start: number } | null = null
  let got = ''
  socket.setEncoding('latin1')
  socket.on('data', (text) => {
    got += text
    const end = got.indexOf('\r\n\r\n')
    if (end < 0 || !waiting) return
    const isChunked = /\r\ntransfer-encoding: chunked/i.test(got)
    if (isChunked && !got.endsWith('\r\n0\r\n\r\n')) return
    const { resolve, reject, start } = waiting
    waiting = null
    if (got.startsWith('HTTP/1.1 200')) resolve(performance.now() - start)
    else reject(new Error(`refused: ${got.slice(0, 300)}`))
    got = ''
  })
  socket.once('close', () => waiting?.reject(new Error('the connection was closed')))
  return {
    post: (bytes: Buffer): Promise<number> =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject, start: performance.now() }
        socket.write(bytes)
      }),
    close: () => socket.destroy(),
  }
}

/**
 * Sends all of it over as many kept connections, each its next post when its last one was answered: with less work for
 * the sender than a load generator that makes every request anew. @returns how long it took in seconds
 */
export const postAll = async (address: string, posts: Post[], connections: number): Promise<number> => {
  const url = new URL(address)
  const bytes = posts.map((post) => bytesOf(url, post))
  const lines = await Promise.all(Array.from({ length: connections }, () => openConnection(url)))
  let next = 0
  const start = performance.now()
  await Promise.all(
    lines.map(async ({ post }) => {
      while (next < bytes.length) await post(bytes[next++]!)
    }),
  )
  const seconds = (performance.now() - start) / 1000
  for (const { close } of lines) close()
  return seconds
}

/** Sends at a steady rate, whatever the answers do. @returns the time that each took in ms */
export const postSteadily = async (
  address: string,
  posts: Post[],
  { perSecond }: { perSecond: number },
): Promise<number[]> => {
  const url = new URL(address)
  const free: Awaited<ReturnType<typeof openConnection>>[] = []
  const all = new Set<(typeof free)[number]>()
  const send = async (bytes: Buffer): Promise<number> => {
    const line = free.pop() ?? (await openConnection(url))
    all.add(line)
    const ms = await line.post(bytes)
    free.push(line)
    return ms
  }
  const bytes = posts.map((post) => bytesOf(url, post))
  const answers: Promise<number>[] = []
  const start = performance.now()
  while (answers.length < bytes.length) {
    const due = Math.min(bytes.length, Math.floor(((performance.now() - start) * perSecond) / 1000) + 1)
    while (answers.length < due) answers.push(send(bytes[answers.length]!))
    await wait(2)
  }
  const times = await Promise.all(answers)
  for (const { close } of all) close()
  return times
}
