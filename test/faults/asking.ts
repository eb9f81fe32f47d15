import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { AskedQuestion } from './answers-ledger.ts'
import type { OperatorClient } from './operator.ts'

const questions = [
  'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans ?',
  'Quel est l’indice du souci Poids chez les mariés ?',
  'Compare les 18-34 ans et les 65 ans et plus sur Souci : Finances',
  'What is the index of Mac for 18-34?',
  'C’est quoi l’indice ?',
]

/** The server of the moment; null while there is none. */
export interface Line {
  client: OperatorClient | null
}

export interface Askers {
  asked: AskedQuestion[]
  /** How many answers came so far. */
  answered(): number
  /** Other answers than 200 that came, by status. */
  refusals: Map<number, number>
  /** 503 answers that did not say when to come back. */
  withoutRetryAfter: number
  /** Stops at once, for a test that has failed. */
  abandon(): void
  /** Lets every asker finish the question it insists on, for at most half a minute, then resolves. */
  finish(): Promise<void>
}

interface Options {
  line: Line
  assistantId: string
  /** How many ask at the same time. */
  count: number
  /** Between two questions of one of them: a server that lives on allows 600 requests a minute. */
  paceMs?: number
}

const pauseMs = 50
const patienceMs = 30_000

/**
 * People who ask without a break, each in a conversation of their own. Every other question carries a key and is sent
 * again, to whichever server is there, until it is answered; the rest is sent once and may be lost on the way.
 */
export const startAsking = ({ line, assistantId, count, paceMs = 0 }: Options): Askers => {
  const asked: AskedQuestion[] = []
  const refusals = new Map<number, number>()
  let answers = 0
  const askers: Askers = {
    asked,
    refusals,
    withoutRetryAfter: 0,
    answered: () => answers,
    abandon: () => {
      isOver = true
      isHopeless = true
    },
    finish: () => Promise.resolve(),
  }
  let isOver = false
  let isHopeless = false

  const post = async (question: AskedQuestion, key: string | null): Promise<void> => {
    if (!line.client) return
    const { status, body, headers } = await line.client.request(
      'POST',
      `/v1/assistants/${assistantId}/chat`,
      {
        json: { message: question.text, conversation_id: question.conversationId },
        ...(key && { key }),
      },
    )
    if (status !== 200) {
      refusals.set(status, (refusals.get(status) ?? 0) + 1)
      if (status === 503 && !headers.has('retry-after')) askers.withoutRetryAfter++
      return
    }
    answers++
    question.messageId = body.message_id
    question.conversationId = body.conversation_id
  }

  const askOnce = async (at: number, conversationId: string | null): Promise<AskedQuestion> => {
    const isInsisted = at % 2 === 0
    const mark = randomUUID().slice(0, 13)
    const text = `${questions[at % questions.length]} (${mark})`
    const question: AskedQuestion = { text, conversationId, messageId: null, isInsisted }
    asked.push(question)
    const key = isInsisted ? `q-${mark}` : null
    do {
      // A server that goes away breaks the connection; that is what the key is for.
      await post(question, key).catch(() => wait(pauseMs))
      if (question.messageId === null) await wait(pauseMs)
    } while (isInsisted && question.messageId === null && !isHopeless)
    return question
  }

  const askOn = async (): Promise<void> => {
    let conversationId: string | null = null
    for (let at = 0; !isOver; at++) {
      while (!line.client && !isOver) await wait(pauseMs)
      if (at % 6 === 0) conversationId = null
      const question = await askOnce(at, conversationId)
      conversationId = question.conversationId
      await wait(paceMs)
    }
  }

  const running = Array.from({ length: count }, askOn)
  askers.finish = async () => {
    isOver = true
    const timer = setTimeout(() => {
      isHopeless = true
    }, patienceMs)
    await Promise.all(running)
    clearTimeout(timer)
  }
  return askers
}
