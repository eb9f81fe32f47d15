/** One line of a benchmark, as the contract has it, and what the baseline is. */
export interface BenchResult {
  bench: string
  metric: string
  value: number
  unit: 'ms' | 'us' | 'MB' | 'requests/s' | 'turns/s' | 'events/s' | 'rows/s' | 'questions' | 'calls' | 'x'
  /** The same unit, measured in the same run; null when there is nothing to compare with. */
  baseline: number | null
  /** What the baseline is, in words. */
  baseline_is?: string
}

const round = (value: number): number => Number(value.toPrecision(4))

/** Prints the line; `ratio` is value ÷ baseline. */
export const printResult = ({ bench, metric, value, unit, baseline, baseline_is }: BenchResult): void => {
  const ratio = baseline === null ? null : round(value / baseline)
  const line = {
    bench,
    metric,
    value: round(value),
    unit,
    baseline: baseline && round(baseline),
    ratio,
    baseline_is,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** The value below which the share of the sorted values lies: 0.5 = median. */
export const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
