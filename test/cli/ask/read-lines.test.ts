import test from 'ava'
import { readLines } from '../../../cli/ask/read-lines.ts'

async function* chunksOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

const collect = async (lines: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}
const all = (...chunks: (string | Uint8Array)[]): Promise<string[]> => collect(readLines(chunksOf(...chunks)))

test('blank lines count, the end of the last line does not', async (t) => {
  t.deepEqual(await all('a\n\nb\n'), ['a', '', 'b'])
  t.deepEqual(await all('a\r\n\r\nb'), ['a', '', 'b'])
  t.deepEqual(await all('\n'), [''])
  t.deepEqual(await all(''), [])
})

test('letters and lines may be cut anywhere', async (t) => {
  const bytes = Buffer.from('é\nà l’été\n')
  t.deepEqual(await all(...[...bytes].map((byte) => Uint8Array.of(byte))), ['é', 'à l’été'])
})

test('line separators inside a question do not end it', async (t) => {
  t.deepEqual(await all('a\u2028b\n'), ['a\u2028b'])
})

test('a line is given before the next chunk is asked for, and an endless one is not kept whole', async (t) => {
  let asked = 0
  async function* input(): AsyncGenerator<Uint8Array> {
    for (; asked < 3; asked++) yield Buffer.from(`question ${asked}\n`)
    for (let at = 0; at < 100; at++) yield Buffer.alloc(64 * 1024, 'x')
  }
  const lines = readLines(input())
  t.is((await lines.next()).value, 'question 0')
  t.is(asked, 0)
  const rest = await collect(lines)
  t.deepEqual(rest.slice(0, 2), ['question 1', 'question 2'])
  t.is(rest.length, 3)
  t.true(rest[2]!.length < 100_000)
})
