/** Longer than any question may be, so that what is cut off here is refused as too long and not answered. */
const maxKept = 12_000

/**
 * Lines of a stream as they arrive, without their line end; a blank line is a line, the end of the last one is not.
 * Reads only as fast as it is asked to, and keeps only the beginning of an endless line.
 */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of input) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop()!.slice(0, maxKept)
    for (const part of parts) yield part.replace(/\r$/, '').slice(0, maxKept)
  }
  rest += decoder.decode()
  if (rest !== '') yield rest.replace(/\r$/, '')
}
