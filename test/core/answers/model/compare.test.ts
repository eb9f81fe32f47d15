import test from 'ava'
import { compareAnswers, type PlanLimits, type Rival } from '../../../../core/answers/compare.ts'
import type { Chat } from '../../../../core/llm/chat.ts'
import { fr } from '../understand/tables.ts'
import { wordingOf } from './asking.ts'
import { type ScriptedChat, scriptChat } from './scripted-chat.ts'

const plan = {
  operation: 'lookup',
  row: 'Âge : 66-75 ans',
  segment: 'Télévision : 4 h et +',
  measures: ['index'],
}
const day = 24 * 3_600_000

/** Plans, and words the draft. */
const able = (): ScriptedChat =>
  scriptChat({
    reply: (request) =>
      request.schema ? JSON.stringify({ decision: 'plan', plan }) : wordingOf(request).draft,
  })

/** Says nothing to a request for a plan until its signal fires. */
const slowPlanner = (): ScriptedChat => {
  const { ask, ...rest } = able()
  const wait: Chat['ask'] = async (request) => {
    if (!request.schema) return ask(request)
    rest.requests.push(request)
    const { signal } = request
    await new Promise<void>((resolve) => signal!.addEventListener('abort', () => resolve(), { once: true }))
    return { kind: 'failed', reason: 'timeout' }
  }
  return { ...rest, ask: wait }
}

const compare = async (chats: ScriptedChat[], planLimits: PlanLimits) => {
  const rivals: Rival[] = chats.map((chat, at) => ({
    name: `sage-${at}`,
    provider: 'openai',
    model: 'sage',
    chat,
  }))
  const text = 'quel est le poids des seniors devant le petit écran ?'
  const question = { text, table: fr, check: null, locale: 'fr', context: null } as const
  const compared = await compareAnswers(question, rivals, { temperature: 0, maxTokens: 500 }, planLimits)
  const planners = chats.map(({ requests }) => requests.filter(({ schema }) => schema).length)
  return { ...compared, planners }
}

test('a silent model’s time for the plan ends, the next one plans, and each still has its slot', async (t) => {
  const { answer, planners, slots } = await compare([slowPlanner(), able(), able()], {
    planMs: 1,
    plansMs: day,
  })
  t.is(answer.stage, 'model')
  t.deepEqual(planners, [1, 1, 0])
  t.deepEqual(
    Object.values(slots).map(({ error }) => error),
    [null, null, null],
  )
})

test('silent models together do not use up the time of the others', async (t) => {
  const { answer, planners, trace } = await compare([slowPlanner(), able()], { planMs: day, plansMs: 1 })
  t.is(answer.stage, 'none')
  t.deepEqual(planners, [1, 0])
  t.true(trace.some(({ purpose, detail }) => purpose === 'plan' && detail === 'timeout'))
})
