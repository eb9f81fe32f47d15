import type { Finding } from '../../preview.ts'
import type { Work } from '../item.ts'
import { unitOf } from '../ledger.ts'
import type { CheckedCell, CheckFound } from '../outcome.ts'

const listed = 10

/** What the arithmetic check of the import found, in figures. */
export const runCheck = (work: Work): CheckFound => {
  const { check, ledger } = work
  if (!check) return { report: null, checked: null, found: null, cells: [], rest: null }
  const found = ledger.counted(check.found, 'check', 'cells that cannot be true')
  const checked = ledger.counted(check.checked, 'check', 'cells checked')
  const rest = check.found - Math.min(listed, check.findings.length)
  return {
    report: check,
    checked,
    found,
    cells: check.findings.slice(0, listed).map((finding) => writeFinding(work, finding)),
    rest: rest > 0 ? ledger.counted(rest, 'check', 'findings not listed') : null,
  }
}

/** `40,6 %` or `1 234` as a number; NaN for what is no figure (`*`, `n.d.`). */
const readPrinted = (text: string): { value: number; decimals: number } => {
  const plain = text.replace(/[\s%]/gu, '').replace(',', '.')
  const value = /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
  return { value, decimals: Math.min(4, plain.split('.')[1]?.length ?? 0) }
}

const writeFinding = ({ table, ledger }: Work, finding: Finding): CheckedCell => {
  const { kind, sheet, row, column, expected } = finding
  const unit = unitOf(kind === 'index' ? 'index' : 'vertical')
  const label = `${finding.segment} × ${finding.row_label}`
  const printed = readPrinted(finding.found)
  const source = { file: table.file, sheet, row, column }
  const value = Number.isNaN(printed.value)
    ? null
    : ledger.write({ ...printed, unit, label, source, flags: ['inconsistent'] })
  const bound = (figure: number): string =>
    ledger.write({
      value: figure,
      unit,
      label,
      formula: 'interval(other figures within their rounding)',
      decimals: 1,
    })
  return { finding, value, expected: expected && { low: bound(expected.low), high: bound(expected.high) } }
}
