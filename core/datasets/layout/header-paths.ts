import type { RawSheet } from '../read/raw.ts'
import type { Measure } from '../table.ts'
import { measureRoles, readHeader, splitMeasure } from './header-names.ts'
import { labelOf } from './layout.ts'

/**
 * Header texts over each column of a crosstab, outermost first. A csv writes a group once, over its first column;
 * it is carried to the right as long as there are labels below it, so that `Age,,` covers three columns.
 */
export const headerPaths = (
  sheet: RawSheet,
  place: { top: number; bottom: number },
  width: number,
): string[][] => {
  const lines: string[][] = []
  for (let at = Math.max(0, place.top); at <= place.bottom; at++)
    lines.push(Array.from({ length: width }, (_, column) => labelOf(sheet.rows[at]?.[column])))
  for (let line = lines.length - 2; line >= 0; line--) {
    const texts = lines[line]!
    const below = lines.slice(line + 1)
    const hasBelow = (column: number): boolean => below.some((one) => one[column] !== '')
    for (let column = 1; column < width; column++)
      if (texts[column] === '' && texts[column - 1] !== '' && hasBelow(column) && hasBelow(column - 1))
        texts[column] = texts[column - 1]!
  }
  return Array.from({ length: width }, (_, column) => {
    const path: string[] = []
    for (const line of lines) if (line[column] && path.at(-1) !== line[column]) path.push(line[column]!)
    return path
  })
}

/** A crosstab column's header taken apart: which measure it says (if any) and which segment remains. */
export interface PathMeaning {
  measure: Measure | null
  segment: string[]
}

/** `['Lecture', '% Vert']` → vertical of Lecture; `['Lecture - Indice']` → index of Lecture; `['Âge', '15-25']` → no measure. */
export const readPath = (path: string[]): PathMeaning => {
  for (let at = path.length - 1; at >= 0; at--) {
    const split = splitMeasure(path[at]!)
    if (split) {
      const segment = path.map((text, other) => (other === at ? split.segment : text))
      return { measure: split.role as Measure, segment }
    }
    const role = readHeader(path[at]!)?.role
    if (role && (measureRoles as ReadonlySet<string>).has(role))
      return { measure: role as Measure, segment: path.filter((_, other) => other !== at) }
  }
  return { measure: null, segment: path }
}

/** Segment label of a header path: `Âge : 15-25 ans`. */
export const segmentName = (segment: string[]): string =>
  segment.map((text) => text.replace(/\s*[:：]$/u, '')).join(' : ')
