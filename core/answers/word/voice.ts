import { readClaim } from '../../datasets/query/ledger.ts'
import type { Outcome } from '../../datasets/query/outcome.ts'
import { translate } from '../../locales/translate.ts'
import type { Locale } from '../answer.ts'
import { formatFigure, formatNumber } from '../figures.ts'
import { quoteLabel } from './quote.ts'

/** How an answer speaks: words of the locale, figures that are claims, labels in quotes. */
export interface Voice {
  locale: Locale
  say: (key: string, values?: Record<string, unknown>) => string
  /** The figure of a claim as text, plain or in bold. */
  plain: (id: string) => string
  bold: (id: string) => string
  /** The number alone, for words that bring their own unit ("points"). */
  number: (id: string) => string
  value: (id: string) => number
  /** The figure shows no other digit than 0. */
  printsZero: (id: string) => boolean
  /** A sentence that changes with a number: `key_one`, `key_other`, with `figure` in bold. */
  count: (key: string, id: string, values?: Record<string, unknown>) => string
  label: (text: string) => string
  labels: (texts: readonly string[]) => string
}

interface VoiceOptions {
  /** `{c3}` in place of each figure, and `{c3#}` in place of a number alone: for a model, which words no figures. */
  isMasked?: boolean
}

export const openVoice = (
  outcome: Pick<Outcome, 'claims' | 'decimals'>,
  locale: Locale,
  { isMasked = false }: VoiceOptions = {},
): Voice => {
  const say: Voice['say'] = (key, values) => translate(locale, `answers:${key}`, values)
  const value = (id: string): number => readClaim(outcome, id).value
  const print = (id: string): string => formatNumber(value(id), outcome.decimals[id] ?? 0, locale)
  const plain = (id: string): string =>
    isMasked
      ? `{${id}}`
      : formatFigure(value(id), readClaim(outcome, id).unit, outcome.decimals[id] ?? 0, locale)
  const bold = (id: string): string => `**${plain(id)}**`
  const label = (text: string): string => quoteLabel(text, locale)
  return {
    locale,
    say,
    value,
    plain,
    bold,
    label,
    number: (id) => (isMasked ? `{${id}#}` : print(id)),
    printsZero: (id) => !/[1-9]/u.test(print(id)),
    count: (key, id, values) => say(key, { ...values, count: value(id), figure: bold(id) }),
    labels: (texts) => texts.map(label).join(say('sep.list')),
  }
}

/** Paragraphs of an answer; empty ones are left out. */
export const paragraphs = (parts: (string | null | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n\n')

export const sentences = (parts: (string | null | undefined | false)[]): string =>
  parts.filter(Boolean).join(' ')

export const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
