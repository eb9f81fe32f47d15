import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface Archive {
  /** Waits until the entry is written. An entry without a piece is left out. */
  addText(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void>
  /** One that is not there (any more) is left out. */
  addFile(name: string, path: string): Promise<void>
  /** Ends the file. */
  close(): Promise<void>
  /** Leaves it as it is, after a failure. */
  abandon(): void
}

/** The first piece, and the stream of all of them; null when there is none. */
const begun = async (pieces: AsyncIterable<string> | Iterable<string>): Promise<Readable | null> => {
  const iterator = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]()
  const first = await iterator.next()
  if (first.done) return null
  const all = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(first.value)
    for (let next = await iterator.next(); !next.done; next = await iterator.next())
      yield Buffer.from(next.value)
  }
  return Readable.from(all(), { objectMode: false })
}

/** A zip that is written while it is made, so that it may be larger than the memory. */
export const openArchive = (path: string): Archive => {
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream as unknown as Readable, createWriteStream(path, { mode: 0o600 }))
  // Whoever closes it, or waits for an entry, hears of the failure.
  written.catch(() => undefined)

  const add = async (name: string, stream: Readable): Promise<void> => {
    const ended = new Promise<void>((resolve, reject) => {
      stream.once('end', resolve).once('error', reject)
    })
    zip.addReadStream(stream, name, { mtime: new Date() })
    await Promise.race([ended, written.then(() => Promise.reject(new Error('the archive ended early')))])
  }

  return {
    addText: async (name, pieces) => {
      const stream = await begun(pieces)
      if (stream) await add(name, stream)
    },
    addFile: async (name, file) => {
      if (await stat(file).catch(() => null)) await add(name, createReadStream(file))
    },
    close: async () => {
      zip.end()
      await written
    },
    abandon: () => (zip.outputStream as unknown as Readable).destroy(),
  }
}
