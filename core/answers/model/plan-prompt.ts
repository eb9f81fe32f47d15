import type { ChatMessage } from '../../llm/provider.ts'
import type { Question } from '../rung.ts'
import type { Asked, Refused } from '../understand/understanding.ts'
import { chooseLabels } from './labels-shown.ts'
import { labelsOfPlan } from './plan-labels.ts'
import { planReplySchema } from './plan-schema.ts'
import { asData, systemPrompt } from './prompt.ts'

const rules = [
  'You do not answer the question. You turn it into a plan that a program executes on the file.',
  'Reply with one JSON object and nothing else: {"decision": "plan" | "ask" | "out_of_scope", "plan": {…} | null}.',
  '"ask": several labels or readings would fit, or a label is missing. "out_of_scope": the file cannot tell it. The plan is null then. When in doubt, ask: a plan on a guess is worse than a question.',
  'Labels are copied letter for letter from the lists. Row labels (Interview) go into `row`, segments into `segment`; never the one for the other.',
  'Take a label only for what the question really names: a synonym, a translation, another spelling. Never the nearest label for something that the file does not have.',
  'lookup: figures of one row label in one segment. top, bottom: the first or last rows of a segment, segments of a row label, or cells of the whole file. profile: everything notable about one row label or one segment. compare: two to five labels of one axis. filter: what fulfils conditions on measures. explain: what one figure means. define: a term. check: whether the figures agree. overview: what the file holds.',
  'measures: index (affinity, base 100), vertical (share of the row label in the segment, %), horizontal (share of the segment in the row label, %), count (respondents). Without a measure in the question: index.',
  'limit is 5 unless the question says how many. Numbers in conditions are those of the question; over-represented without a number is index gte 120, under-represented is index lte 80.',
  'advice is true only when insight, recommendations or strategy are asked for.',
  'A follow-up question changes the last plan and keeps the rest of it.',
]

const spokenOf = ({ context }: Question, doubt: Asked | Refused): string[] => [
  ...(context?.plan ? labelsOfPlan(context.plan) : []),
  ...(doubt.kind === 'ask' ? doubt.candidates : doubt.nearest),
]

/** What a model is asked when the grammar is not sure: the file's labels, no figure, and the question as data. */
export const planMessages = (question: Question, doubt: Asked | Refused): ChatMessage[] => {
  const shown = chooseLabels(question.table, question.text, spokenOf(question, doubt))
  const data = {
    row_labels: shown.rows,
    segments: shown.segments,
    groups: shown.groups,
    ...(shown.isPart && { note: 'These are the labels nearest to the question; the file has more.' }),
    last_plan: question.context?.plan ?? null,
    question: question.text,
  }
  const { locale } = doubt
  const schema = `The JSON Schema of the reply:\n${JSON.stringify(planReplySchema.schema)}`
  return [
    { role: 'system', content: `${systemPrompt(question, { locale, rules })}\n\n${schema}` },
    { role: 'user', content: `${asData(data)}\n\nGive the plan for the question.` },
  ]
}
