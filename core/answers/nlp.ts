import type { Answer } from './answer.ts'
import { labelsOfPlan } from './model/plan-labels.ts'
import { tokenise } from './understand/text.ts'

const maxTokens = 200

/** What was found in a question, kept with its answer. */
export interface Nlp {
  language: Answer['locale']
  /** Words as the grammar compares them: folded. */
  tokens: string[]
  entities: { kind: 'operation' | 'label'; value: string }[]
}

export const readNlp = (question: string, { locale, plan }: Pick<Answer, 'locale' | 'plan'>): Nlp => ({
  language: locale,
  tokens: tokenise(question)
    .slice(0, maxTokens)
    .map(({ fold }) => fold),
  entities: plan
    ? [
        { kind: 'operation', value: plan.operation },
        ...labelsOfPlan(plan).map((value) => ({ kind: 'label' as const, value })),
      ]
    : [],
})
