import type { ClaimFlag } from '../../datasets/claims.ts'
import type { Outcome } from '../../datasets/query/outcome.ts'
import type { Voice } from './voice.ts'

/** Operations whose figures rest on respondents. */
const restsOnRespondents = (outcome: Outcome): boolean =>
  outcome.operation !== 'check' && outcome.claims.some(({ source }) => source !== null)

/** What holds for the answer as a whole, each said once. */
export const wordWarnings = (voice: Voice, outcome: Outcome): string[] => {
  const has = (flag: ClaimFlag): boolean => outcome.claims.some(({ flags }) => flags.includes(flag))
  const { legend } = outcome
  const warnings = [
    !outcome.hasCounts && restsOnRespondents(outcome) && voice.say('warning.robustness_unknown'),
    legend &&
      voice.say('warning.legend', {
        caution: voice.plain(legend.caution),
        unusable: voice.plain(legend.unusable),
      }),
    has('wide_rounding') && voice.say('warning.wide'),
    has('order_uncertain') && voice.say('warning.order'),
    outcome.operation !== 'check' && has('inconsistent') && voice.say('warning.inconsistent'),
    outcome.operation === 'compare' && voice.say('warning.not_additive'),
  ]
  return warnings.filter((warning) => typeof warning === 'string')
}
