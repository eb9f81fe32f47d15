import type { Outcome } from '../../datasets/query/outcome.ts'
import type { TgiTable } from '../../datasets/table.ts'
import type { AnswerChart, AnswerTable, Locale } from '../answer.ts'
import { wordAdvice } from './advice.ts'
import { drawChart } from './chart.ts'
import { suggestQuestions } from './suggest.ts'
import { tabulate } from './tabulate.ts'
import { openVoice, paragraphs, type Voice } from './voice.ts'
import { wordWarnings } from './warnings.ts'
import { wordCheck } from './word-check.ts'
import { wordCompare } from './word-compare.ts'
import { wordDefine, wordExplain } from './word-explain.ts'
import { wordFilter } from './word-filter.ts'
import { wordLookup } from './word-lookup.ts'
import { wordOverview } from './word-overview.ts'
import { wordProfile } from './word-profile.ts'
import { wordRanking } from './word-ranking.ts'

export interface Wording {
  /** Light Markdown: paragraphs, `- ` bullets, `**` around figures. Every figure in it is a claim. */
  text: string
  warnings: string[]
  table: AnswerTable | null
  chart: AnswerChart | null
  /** Questions that can be asked next. */
  suggestions: string[]
}

const wordOutcome = (voice: Voice, outcome: Outcome, table: TgiTable): string => {
  switch (outcome.operation) {
    case 'lookup':
      return wordLookup(voice, outcome)
    case 'top':
    case 'bottom':
      return wordRanking(voice, outcome)
    case 'filter':
      return wordFilter(voice, outcome)
    case 'profile':
      return wordProfile(voice, outcome)
    case 'compare':
      return wordCompare(voice, outcome)
    case 'explain':
      return wordExplain(voice, outcome)
    case 'define':
      return wordDefine(voice, outcome)
    case 'check':
      return wordCheck(voice, outcome)
    case 'overview':
      return wordOverview(voice, outcome, table)
  }
}

/** The same text with `{c3}` in place of figures: what a model may word otherwise. */
export const draftAnswer = (
  table: TgiTable,
  outcome: Outcome,
  locale: Locale,
  { theme = null }: { theme?: string | null } = {},
): string => {
  const voice = openVoice(outcome, locale, { isMasked: true })
  return paragraphs([wordOutcome(voice, outcome, table), wordAdvice(voice, outcome, theme)])
}

/**
 * An executed plan in words: the short answer first, then how to read it, the figures, and, where it was asked for,
 * insight and recommendations in the terms of `theme` (the assistant's sector).
 */
export const wordAnswer = (
  table: TgiTable,
  outcome: Outcome,
  locale: Locale,
  { theme = null }: { theme?: string | null } = {},
): Wording => {
  const voice = openVoice(outcome, locale)
  return {
    text: paragraphs([wordOutcome(voice, outcome, table), wordAdvice(voice, outcome, theme)]),
    warnings: wordWarnings(voice, outcome),
    table: tabulate(voice, outcome),
    chart: drawChart(voice, outcome),
    suggestions: suggestQuestions(table, locale, { avoid: outcome.plan }),
  }
}
