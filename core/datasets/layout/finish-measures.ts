import type { Measure, TgiTable } from '../table.ts'
import { areFractions, type FigureBuilder, finishFigures, isRatio } from './figure-builder.ts'
import { type Layout, note } from './layout.ts'

/** Short names that read the same in both languages. */
export const measureTerms: Record<Measure, string> = {
  index: 'index',
  vertical: '% vert',
  horizontal: '% horz',
  count: 'n',
}

type Builders = Partial<Record<Measure, FigureBuilder>>

/**
 * Are the shares fractions (0.406)? Only when no share of the file is above 1: a table of a thousand labels has
 * percents below 1 in one column, and the other column shows that they are percents.
 */
export const sharesAreFractions = (builders: (FigureBuilder | undefined)[]): boolean => {
  const shares = builders.filter((builder) => builder !== undefined && builder.figures > 0)
  return shares.length > 0 && shares.every((builder) => areFractions(builder!))
}

/** Finished figures of each measure; fractions become percents and ratios indices, and the preview says so. */
export const finishMeasures = (
  layout: Layout,
  builders: Builders,
  options: { cells: number; areFractions: boolean },
): TgiTable['figures'] => {
  const finish = (measure: Measure): TgiTable['figures'][Measure] => {
    const builder = builders[measure]
    if (!builder) return null
    const isShare = measure === 'vertical' || measure === 'horizontal'
    const isScaled = measure === 'index' ? isRatio(builder) : isShare && options.areFractions
    const code = isShare ? 'fractions_scaled' : 'ratios_scaled'
    if (isScaled) layout.guesses.push(note(code, { measure: measureTerms[measure] }))
    return finishFigures(builder, options.cells, isScaled)
  }
  return {
    index: finish('index'),
    vertical: finish('vertical'),
    horizontal: finish('horizontal'),
    count: finish('count'),
  }
}
