export interface StreamedEvent {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
  data: any
}

export interface EventReader {
  /** The next event of this name that has not been asked for; rejects when the stream ends without one. */
  next(name: string): Promise<StreamedEvent['data']>
  /** Every event, once the stream has ended. */
  all(): Promise<StreamedEvent[]>
}

const parse = (block: string): StreamedEvent | null => {
  const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? []
  return name && data ? { name, data: JSON.parse(data) } : null
}

async function* eventsOf(response: Response): AsyncGenerator<StreamedEvent> {
  let rest = ''
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event) yield event
    }
  }
}

/** Reads server-sent events while they come. */
export const readEvents = (response: Response): EventReader => {
  const seen: StreamedEvent[] = []
  const taken = new Set<StreamedEvent>()
  const events = eventsOf(response)
  let turn: Promise<unknown> = Promise.resolve()
  const readOne = async (): Promise<boolean> => {
    const { done, value } = await events.next()
    if (!done) seen.push(value)
    return !done
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  return {
    next: (name) =>
      inTurn(async () => {
        for (;;) {
          const event = seen.find((one) => one.name === name && !taken.has(one))
          if (event) {
            taken.add(event)
            return event.data
          }
          if (!(await readOne())) throw new Error(`the stream ended without ${name}: ${JSON.stringify(seen)}`)
        }
      }),
    all: () =>
      inTurn(async () => {
        while (await readOne());
        return seen
      }),
  }
}
