import { readFileSync } from 'node:fs'
import type { FigureColumn, TgiTable } from '../../../../core/datasets/table.ts'

/** Tables for the grammar: an English fixture, the demo's, and a French one with figures that a formula makes. */

const column = (values: number[], decimals: number, position: number): FigureColumn => ({
  values: Float64Array.from(values),
  decimals: new Uint8Array(values.length).fill(decimals),
  sourceRows: Uint32Array.from(values, (_, at) => at + 2),
  sourceColumns: new Uint16Array(values.length).fill(position),
})

interface Cell {
  row: string
  segment: string
  index: number
  vertical: number
  horizontal: number
}

const tableOf = (file: string, cells: Cell[]): TgiTable => {
  const rows = [...new Set(cells.map((cell) => cell.row))]
  const segments = [...new Set(cells.map((cell) => cell.segment))]
  return {
    file,
    sheet: null,
    layout: 'list',
    rows,
    segments,
    sourceColumns: ['Indice', '% Vert', '% Horz'],
    cellRows: Uint32Array.from(cells, (cell) => rows.indexOf(cell.row)),
    cellSegments: Uint32Array.from(cells, (cell) => segments.indexOf(cell.segment)),
    figures: {
      index: column(cells.map((cell) => cell.index), 0, 0),
      vertical: column(cells.map((cell) => cell.vertical), 1, 1),
      horizontal: column(cells.map((cell) => cell.horizontal), 1, 2),
      count: null,
    }, // biome-ignore format: one measure a line
    baseVertical: null,
    rowCounts: null,
    segmentCounts: null,
    marks: new Map(),
  }
}

/** A list file of Interview, Segment, Indice, % Vert, % Horz: enough of csv for our own fixtures, which quote nothing but commas. */
const readList = (file: string, path: string, separator: string): TgiTable => {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8').replace(/^\uFEFF/, '')
  const lines = text.trim().split(/\r?\n/).slice(1)
  const number = (printed: string): number => Number.parseFloat(printed.replace(',', '.'))
  const cells = lines.map((line): Cell => {
    const parts = line.split(new RegExp(`${separator}(?=(?:[^"]*"[^"]*")*[^"]*$)`))
    const [row, segment, index, vertical, horizontal] = parts.map((part) => part.replaceAll('"', ''))
    return {
      row: row!,
      segment: segment!,
      index: number(index!),
      vertical: number(vertical!),
      horizontal: number(horizontal!),
    }
  })
  return tableOf(file, cells)
}

const frenchRows = [
  'Sexe : Homme', 'Sexe : Femme', 'Âge : 15-25 ans', 'Âge : 26-35 ans', 'Âge : 36-45 ans', 'Âge : 46-55 ans',
  'Âge : 56-65 ans', 'Âge : 66-75 ans', 'Âge : 76-85 ans', 'Âge : 86-100 ans', 'Situation : Célibataire',
  'Situation : Divorcé(e)', 'Situation : Marié(e)', 'Situation : Remarié(e)', 'Situation : Veuf / Veuve',
  'Profession : Agent de maîtrise', 'Profession : Autre profession', 'Profession : Cadre', 'Profession : Employé',
  'Profession : Ouvrier non qualifié', 'Profession : Ouvrier qualifié', 'Profession : Profession non renseignée',
  'Profession : Technicien',
] // biome-ignore format: a list of labels
const frenchSegments = [
  'Lecture', 'Écoute de musique', 'Cinéma', 'Spectacle', 'Exposition / musée', 'Ordinateur', 'Sport', 'Randonnée',
  'Voyage', 'Pratique musicale', 'Collection', 'Bénévolat', 'Bricolage / mécanique', 'Jardinage', 'Tricot / broderie',
  'Cuisine', 'Pêche / chasse', 'Télévision : 0 h', 'Télévision : 1 h', 'Télévision : 2 h', 'Télévision : 3 h',
  'Télévision : 4 h et +',
] // biome-ignore format: a list of labels

/** Invented respondents of each cell; shares and indices follow from them, so the identities of the file hold. */
const frenchTable = (): TgiTable => {
  const weight = (row: number, segment: number): number =>
    50 + ((row * 37 + segment * 61 + row * segment * 13) % 97)
  const all = 10_000
  const rowTotal = frenchRows.map((_, row) => 600 + row * 53)
  const segmentTotal = frenchSegments.map((_, segment) => 900 + segment * 71)
  const cells = frenchRows.flatMap((row, i) =>
    frenchSegments.map((segment, j): Cell => {
      const cell = weight(i, j)
      return {
        row,
        segment,
        index: Math.round((100 * cell * all) / (rowTotal[i]! * segmentTotal[j]!)),
        vertical: Math.round((1000 * cell) / segmentTotal[j]!) / 10,
        horizontal: Math.round((1000 * cell) / rowTotal[i]!) / 10,
      }
    }),
  )
  return tableOf('loisirs-fr.tgi.csv', cells)
}

export const en = readList('gss-tv-en.tgi.csv', '../../../fixtures/tgi/gss-tv-en.tgi.csv', ',')
export const fr = frenchTable()
/** The table of the demo tenant. */
export const demo = readList('masculinites-2018.csv', '../../../../db/seeds/data/masculinites-2018.csv', ';')
