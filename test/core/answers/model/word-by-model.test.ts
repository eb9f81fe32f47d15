import test from 'ava'
import { log } from '../../../../config/log.ts'
import { goldenTable } from '../../../fixtures/golden-table.ts'
import { fr } from '../understand/tables.ts'
import { askWith, wordingOf } from './asking.ts'
import { type ScriptedChat, scriptChat } from './scripted-chat.ts'

log.level = 'silent'

const text = 'top 3 segments pour Femme'
const ask = (chat: ScriptedChat | null, question = text) => askWith({ text: question, table: fr, chat })
const alone = () => ask(null)
const truth = '« Cinéma » ressort, avec un indice de {c1}. Il réunit {c3} du profil.'
const lie = '« Cinéma » ressort, avec un indice de {c1}. Il a 40 % de fans.'

test('a model words the answer; figures, table, chart, claims and plan stay those of code', async (t) => {
  const bare = await alone()
  const { answer, shown, trace, llmUsed, stages } = await ask(scriptChat({ reply: () => truth }))
  t.is(
    answer.text,
    '« Cinéma » ressort, avec un indice de **203**. Il réunit **21,1 %** du profil.'.replace(
      /(?<=«) | (?=»)|(?<=\d) (?=%)/gu,
      '\u202f',
    ),
  )
  t.like(answer, { model: 'sage', fallback_reason: null, stage: 'data', locale: 'fr' })
  for (const key of ['plan', 'claims', 'table', 'chart', 'warnings', 'suggestions'] as const)
    t.deepEqual(answer[key], bare.answer[key], key)
  t.deepEqual(answer.usage, { input_tokens: 100, output_tokens: truth.length, cost_nano_usd: 1_000 })
  t.is(llmUsed, 'sage')
  t.is(shown[0], answer.text)
  t.deepEqual(stages, ['data started', 'data finished', 'model started', 'model finished'])
  t.like(trace[0], { stage: 'data', outcome: 'answered', model: null, cost_nano_usd: 0 })
  t.like(trace[1], {
    stage: 'model',
    purpose: 'word',
    outcome: 'answered',
    detail: 'worded',
    model: 'sage',
    cost_nano_usd: 1_000,
  })
  t.true(trace[1]!.rows > 0)
})

test('the model is given the draft with placeholders, and not one figure', async (t) => {
  const chat = scriptChat({ reply: () => truth })
  const { answer } = await ask(chat)
  const { draft, figures } = wordingOf(chat.requests[0]!)
  t.true(figures.length > 0)
  t.notRegex(draft.replace(/\{c\d+#?\}/g, ''), /\d/)
  for (const { value } of answer.claims.filter(({ source }) => source))
    t.false(chat.requests[0]!.messages[1]!.content.includes(String(value).replace('.', ',')), String(value))
})

test('a text is seen sentence by sentence, each after the guard has passed it', async (t) => {
  const seen: string[] = []
  const chat = scriptChat({ reply: () => lie, pieces: 1 })
  const told = await ask(chat)
  for (const one of told.shown) seen.push(one)
  t.true(seen[0]!.startsWith('«'))
  t.is(seen[0], seen[1], 'the repair said the same')
  for (const one of seen.slice(0, -1)) t.notRegex(one, /40/)
})

test('one repair: what was wrong is told, and the true text replaces what was seen', async (t) => {
  const chat = scriptChat({ reply: (_, at) => (at === 0 ? lie : truth) })
  const { answer, shown } = await ask(chat)
  t.is(answer.model, 'sage')
  t.is(chat.requests.length, 2)
  const repair = chat.requests[1]!.messages
  t.is(repair.at(-2)!.content, lie)
  t.regex(repair.at(-1)!.content, /a number that is no placeholder \("40"\)/)
  t.is(repair.at(-1)!.role, 'user', 'no answer is begun for the model: some refuse that')
  t.is(shown.at(-1), answer.text)
})

test('after one repair the template stands, and the trace says why', async (t) => {
  const bare = await alone()
  const chat = scriptChat({ reply: () => lie })
  const { answer, trace, llmUsed, attempts } = await ask(chat)
  t.is(chat.requests.length, 2)
  t.is(answer.text, bare.answer.text)
  t.like(answer, { model: null, fallback_reason: null, stage: 'data' })
  t.like(trace[1], { outcome: 'failed', detail: 'unclaimed_figure', model: null, cost_nano_usd: 2_000 })
  t.is(llmUsed, null)
  t.is(answer.usage.cost_nano_usd, 2_000, 'what was asked in vain is counted all the same')
  t.is(attempts.length, 2)
})

test('a stream that breaks off and begins anew leaves nothing of the first try', async (t) => {
  const chat = scriptChat({
    reply: () => ({ cut: '« Sport » ressort, avec un indice de {c5}. Et pu', again: truth }),
  })
  const { answer, shown, attempts } = await ask(chat)
  t.notRegex(answer.text, /Sport/)
  t.regex(shown[0]!, /Sport/)
  t.is(shown[1], answer.text)
  t.deepEqual(
    attempts.map(({ outcome }) => outcome),
    ['truncated', 'completed'],
  )
})

test('with every model down the data answers, and says why no model did', async (t) => {
  const bare = await alone()
  for (const [fail, detail] of [['overload', 'overload'], ['empty', 'empty_answer'], ['timeout', 'timeout'], ['filter', 'filter']] as const) {
    const { answer, trace, llmUsed } = await ask(scriptChat({ reply: () => ({ fail }) }))
    t.is(answer.text, bare.answer.text)
    t.like(answer, { model: null, fallback_reason: fail, stage: 'data' })
    t.like(trace[1], { outcome: 'failed', detail })
    t.is(llmUsed, null)
  }
  const { trace } = await ask(scriptChat({ reply: () => ' \n ' }))
  t.like(trace[1], { outcome: 'failed', detail: 'empty_answer' })
}) // biome-ignore format: one kind of failure a pair

test('the model and the reason of a fallback are told', async (t) => {
  const chat = scriptChat({
    reply: () => truth,
    llm: 'sage-mini',
    fallbackReason: 'requests_spent',
    costNanoUsd: null,
  })
  const { answer, trace, attempts } = await ask(chat)
  t.like(answer, { model: 'sage-mini', fallback_reason: 'requests_spent' })
  t.is(answer.usage.cost_nano_usd, null, 'an unknown price is unknown, never 0')
  t.is(trace[1]!.cost_nano_usd, null)
  t.deepEqual(Object.keys(attempts[0]!).sort(), [
    'cost_nano_usd', 'first_token_ms', 'input_tokens', 'llm', 'outcome', 'output_tokens', 'provider', 'purpose', 'took_ms',
  ]) // biome-ignore format: one list
})

test('definitions, readings of one figure, the check, questions back and refusals are not worded by a model', async (t) => {
  for (const question of [
    'que veut dire indice ?',
    'explique l’indice de Femme pour Cinéma',
    'vérifie le fichier',
    '',
  ]) {
    const chat = scriptChat({ reply: () => truth })
    const { answer } = await ask(chat, question)
    t.is(chat.requests.filter(({ purpose }) => purpose === 'word').length, 0, question)
    t.is(answer.model, null)
  }
})

test('a chain with nobody to ask is as good as none', async (t) => {
  const chat = { ...scriptChat({ reply: () => truth }), isPossible: false }
  const { answer, trace } = await ask(chat)
  t.is(chat.requests.length, 0)
  t.is(answer.model, null)
  t.is(trace.length, 1)
})

test('a model that throws takes nothing from the person', async (t) => {
  const chat = scriptChat({
    reply: () => {
      throw new Error('a bug')
    },
  })
  const { answer, trace } = await ask(chat)
  t.is(answer.text, (await alone()).answer.text)
  t.like(trace[1], { outcome: 'failed', detail: 'internal' })
})

test('the assistant’s sector and the team’s instructions are in the prompt, bounded and as data', async (t) => {
  const chat = scriptChat({ reply: () => truth })
  await askWith({
    text,
    table: goldenTable(),
    chat,
    instructions: 'Sois bref. '.repeat(2_000),
    theme: 'presse',
  })
  await askWith({
    text: 'profil de T1',
    table: goldenTable(),
    chat,
    instructions: 'Sois bref. '.repeat(2_000),
    theme: 'presse',
  })
  const [system] = chat.requests.at(-1)!.messages
  t.regex(system!.content, /presse/)
  t.true(system!.content.includes('Sois bref.'))
  t.true(system!.content.length < 10_000)
})
