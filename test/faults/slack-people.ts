import { setTimeout as wait } from 'node:timers/promises'
import type { SlackWorld } from '../helpers/slack/slack-world.ts'

/** What somebody asked, and whether Slack was told that it arrived. */
export interface AskedInSlack {
  channel: string
  thread: string
  ts: string
  text: string
  /** Some event that tells of it was acknowledged with 2xx. */
  isAccepted: boolean
}

export interface SlackPeople {
  asked: AskedInSlack[]
  /** Nobody says anything more; resolves when Slack has told, or given up on, what was said. */
  finish(): Promise<void>
  /** Stops at once, for a test that has failed. */
  abandon(): void
}

interface Options {
  world: SlackWorld
  channels: string[]
  people: string[]
  random: () => number
  /** Between two questions of one person. */
  paceMs: number
  /** Slack tells of messages without a mention: the app may read the history of the channels. */
  hasHistory: boolean
}

const questions = [
  'indice de Mac chez les 18-34 ans',
  'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans ?',
  'Quel est l’indice du souci Poids chez les mariés ?',
  'Compare les 18-34 ans et les 65 ans et plus sur Souci : Finances',
  'What is the index of Mac for 18-34?',
  'C’est quoi l’indice ?',
]
/** Of the questions, so many go on with a thread. */
const followUpShare = 0.4
const threadsRemembered = 6

/** People who ask all the time, in channels and in threads, whatever becomes of the app. */
export const startSlackPeople = (options: Options): SlackPeople => {
  const { world, channels, people, random, paceMs, hasHistory } = options
  const asked: AskedInSlack[] = []
  const threads: { channel: string; thread: string }[] = []
  let isOver = false
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!

  /** Without a mention the app goes on only where it takes part already. */
  const mayOmitMention = ({ channel, thread }: { channel: string; thread: string }): boolean =>
    hasHistory && random() < 0.5 && world.messages(channel, { thread }).some(({ isFromApp }) => isFromApp)

  const askOnce = async (person: string): Promise<void> => {
    const isFollowUp = threads.length > 0 && random() < followUpShare
    const text = pick(questions)
    const user = world.user(person)
    const place = isFollowUp ? pick(threads) : { channel: pick(channels), thread: null }
    const isPlain = place.thread !== null && mayOmitMention({ ...place, thread: place.thread })
    const act = isPlain ? user.say : user.mention
    const { ts, deliveries } = await act(place.channel, text, { thread: place.thread })
    const isAccepted = deliveries.some((delivery) => delivery.isAccepted)
    asked.push({ channel: place.channel, thread: place.thread ?? ts, ts, text, isAccepted })
    if (isFollowUp || !isAccepted) return
    threads.push({ channel: place.channel, thread: ts })
    if (threads.length > threadsRemembered) threads.shift()
  }

  const askOn = async (person: string): Promise<void> => {
    while (!isOver) {
      await askOnce(person)
      await wait(paceMs * (0.5 + random()))
    }
  }

  const running = Promise.all(people.map(askOn))
  return {
    asked,
    finish: async () => {
      isOver = true
      await running
      await world.settle()
    },
    abandon: () => {
      isOver = true
      running.catch(() => undefined)
    },
  }
}
