import type { CheckReport } from '../preview.ts'
import type { TgiTable } from '../table.ts'
import { defaultProfile } from '../tgi.ts'
import { hasCounts } from './cells.ts'
import { readContradictions, type Work } from './item.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { runCheck } from './operations/check.ts'
import { runCompare } from './operations/compare.ts'
import { runDefine } from './operations/define.ts'
import { runExplain } from './operations/explain.ts'
import { runFilter } from './operations/filter.ts'
import { runLookup } from './operations/lookup.ts'
import { runOverview } from './operations/overview.ts'
import { runProfile } from './operations/profile.ts'
import { runRanking } from './operations/rank.ts'
import type { Findings, Outcome } from './outcome.ts'
import type { Operation, Plan, PlanOf } from './plan.ts'

const operations: { [O in Operation]: (work: Work, plan: PlanOf<O>) => Findings[O] } = {
  lookup: runLookup,
  top: runRanking,
  bottom: runRanking,
  filter: runFilter,
  profile: runProfile,
  compare: runCompare,
  explain: runExplain,
  define: runDefine,
  check: runCheck,
  overview: runOverview,
}

/**
 * Executes a validated plan on a table. Every figure of the outcome is a claim with its source cell or its formula.
 * `check` is the report of the import's arithmetic check; without it nothing is flagged as inconsistent.
 * @throws AppError label_unknown with `details.label` and `details.nearest`.
 */
export const executePlan = (
  table: TgiTable,
  plan: Plan,
  { check = null }: { check?: CheckReport | null } = {},
): Outcome => {
  const ledger = openLedger()
  const work: Work = { table, ledger, check, contradicted: readContradictions(check) }
  const run = operations[plan.operation] as (work: Work, plan: Plan) => Findings[Operation]
  const found = run(work, plan)
  const base = { operation: plan.operation, plan, claims: ledger.claims, decimals: ledger.decimals }
  // The table above ties each operation to its findings; the union cannot follow it through the call.
  return { ...base, hasCounts: hasCounts(table), legend: writeLegend(ledger), ...found } as Outcome
}

/** The bounds of the stars, when there are stars to explain. */
const writeLegend = (ledger: Ledger): Outcome['legend'] => {
  const isStarred = ledger.claims.some(
    ({ flags }) => flags.includes('small_base') || flags.includes('not_usable'),
  )
  if (!isStarred) return null
  return {
    caution: ledger.constant(defaultProfile.cautionBelow, 'count', 'robustness'),
    unusable: ledger.constant(defaultProfile.notUsableBelow, 'count', 'robustness'),
  }
}
