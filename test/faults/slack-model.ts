import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { type Behaviour, piecesOf, startFaultProvider } from '../helpers/fault-provider.ts'

const sentence = 'Ce public regarde surtout des vidéos, et il le fait volontiers en compagnie. '

/** Words the draft's own figure beside its own labels, which it quotes as the request does, and then goes on. */
const longWords = (content: string, sentences: number): string => {
  const [, profile, segment] = /"profile": "([^"]+)",\s+"segment": "([^"]+)"/.exec(content) ?? []
  return `Pour « ${profile} », l’indice est de {c1} dans « ${segment} ». ${sentence.repeat(sentences)}`
}

/** A model that takes its time over every answer, so that a kill falls into what it says. */
const slowWords =
  (random: () => number): Behaviour =>
  async (exchange) => {
    const { content } = exchange.request.body.messages.at(-1)
    const pieces = piecesOf(longWords(content, Math.ceil(random() * 12)))
    const usage = { input: 100, output: pieces.length }
    const wire = exchange.wire(usage)
    const pauseMs = (200 + random() * 1_300) / pieces.length
    wire.start()
    for (const piece of pieces) {
      if (exchange.request.isAborted) return
      wire.piece(piece)
      await wait(pauseMs)
    }
    wire.finish('stop', usage)
    wire.end()
  }

/** @returns the environment that makes it the program's model */
export const startSlowModel = async (
  t: Pick<ExecutionContext, 'teardown'>,
  random: () => number,
): Promise<Record<string, string>> => {
  const provider = await startFaultProvider(t)
  provider.always(slowWords(random))
  return { OPENAI_API_KEY: 'sk-only-for-this-run', OPENAI_BASE_URL: provider.v1Url }
}
