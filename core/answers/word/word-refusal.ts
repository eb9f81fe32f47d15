import type { TgiTable } from '../../datasets/table.ts'
import { translate } from '../../locales/translate.ts'
import type { Locale } from '../answer.ts'
import type { Asked, Refused } from '../understand/understanding.ts'
import { quoteLabel } from './quote.ts'
import { suggestQuestions } from './suggest.ts'

const maxNamed = 5
const maxMention = 80

/**
 * Why a question was not answered, and what to do next, in one or two sentences; with questions that can be asked
 * instead. It shows no figure: digits only stand within quoted labels and words of the question.
 */
export const wordRefusal = (
  table: TgiTable,
  understood: Asked | Refused,
): { text: string; suggestions: string[] } => {
  const { locale } = understood
  const text = understood.kind === 'ask' ? wordAsk(understood) : wordRefuse(understood)
  return { text, suggestions: suggestQuestions(table, locale) }
}

const quoteAll = (labels: readonly string[], locale: Locale): string =>
  labels
    .slice(0, maxNamed)
    .map((label) => quoteLabel(label, locale))
    .join(', ')

/** The words of the question that are in doubt, shortened; empty without letters. */
const quoteMention = (mention: string | undefined, locale: Locale): string | null => {
  const text = mention?.trim()
  if (!text) return null
  return quoteLabel(text.length > maxMention ? `${text.slice(0, maxMention).toWellFormed()}…` : text, locale)
}

const wordAsk = ({ reason, mention, candidates, locale }: Asked): string => {
  const say = (key: string, values?: Record<string, unknown>): string =>
    translate(locale, `answers:refusal.${key}`, values)
  if (reason === 'ambiguous_measure') return say('ambiguous_measure')
  const quoted = quoteMention(mention, locale)
  if (reason === 'missing_label')
    return candidates.length > 0
      ? say('missing_label', { candidates: quoteAll(candidates, locale) })
      : say('missing_label_none')
  const distinct = [...new Set(candidates)]
  if (reason === 'ambiguous_label' && distinct.length === 1)
    return say(quoted ? 'did_you_mean_mention' : 'did_you_mean', {
      mention: quoted,
      candidates: quoteAll(distinct, locale),
    })
  const axis = (name: string): string =>
    name === 'row' || name === 'segment' ? say(`axis_${name}`) : quoteLabel(name, locale)
  const named = reason === 'which_axis' ? candidates.map(axis).join(', ') : quoteAll(candidates, locale)
  return say(quoted ? reason : `${reason}_plain`, { mention: quoted, candidates: named })
}

const wordRefuse = ({ reason, mention, nearest, locale }: Refused): string => {
  const say = (key: string, values?: Record<string, unknown>): string =>
    translate(locale, `answers:refusal.${key}`, values)
  if (reason !== 'unknown_label') return say(reason)
  const quoted = quoteMention(mention, locale)
  const key = `unknown_label${quoted ? '' : '_plain'}${nearest.length > 0 ? '' : '_none'}`
  return say(key, { mention: quoted, nearest: quoteAll(nearest, locale) })
}
