import { can } from '../../core/access/can.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { formatNumber } from '../../core/answers/figures.ts'
import { readDataset } from '../../core/datasets/datasets.ts'
import type { Preview } from '../../core/datasets/preview.ts'
import type { DatasetRecord } from '../../core/datasets/store.ts'
import { formatBytes } from '../../core/locales/bytes.ts'
import { translate } from '../../core/locales/translate.ts'
import type { Card, CardPart } from '../../core/messaging/card.ts'
import { button, cardOf, controls, fields, notes, text } from './cards/card-parts.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext } from './command.ts'

type Note = Preview['guesses'][number]

/** A note of another version of Sextant is left out rather than shown as a code. */
const noteText = (locale: Locale, { code, values }: Note): string | null => {
  try {
    return translate(locale, `preview:${code}`, values)
  } catch {
    return null
  }
}

const columnsPart = (locale: Locale, { columns }: Preview): CardPart | null => {
  const say = openWords(locale)
  const used = columns.filter(({ role }) => role !== 'ignored')
  if (used.length === 0) return null
  return {
    kind: 'table',
    caption: say('dataset.columns'),
    columns: ['role', 'column'].map((key) => ({ title: say(`dataset.${key}`), isNumeric: false })),
    rows: used.map(({ role, name, position }) => [
      say(`role.${role}`),
      name || say('dataset.unnamed', { position }),
    ]),
  }
}

const checkText = (locale: Locale, { check, state }: Preview): string | null => {
  if (state !== 'ready') return null
  const say = openWords(locale)
  const { verdict, checked, found } = check
  const count = (value: number): string => formatNumber(value, 0, locale)
  if (verdict === 'not_checkable') return say('check.not_checkable')
  return say('check.line', { good: count(checked - found), found: count(found), count: found })
}

const factsPart = (locale: Locale, { fileBytes, preview }: DatasetRecord): CardPart | null => {
  const say = openWords(locale)
  const { counts, mapping, sheets } = preview
  const count = (value: number): string => formatNumber(value, 0, locale)
  return fields([
    [say('dataset.size'), formatBytes(locale, fileBytes)],
    sheets.length > 1 && mapping.sheet !== null ? [say('dataset.sheet'), mapping.sheet] : null,
    [say('dataset.layout'), say(`dataset.layouts.${mapping.layout}`)],
    [say('dataset.rows'), count(counts.rows_kept)],
    [say('dataset.labels'), count(counts.row_labels)],
    [say('dataset.segments'), count(counts.segments)],
  ])
}

/** `known`: name and sector of the assistant that somebody is about to make of it. */
export const presentDataset = (
  context: CommandContext,
  dataset: DatasetRecord,
  known: { name?: string; theme?: string } = {},
): Card => {
  const { locale, actor } = context
  const say = openWords(locale)
  const { id, fileName, preview } = dataset
  const isReady = preview.state === 'ready'
  const said = (found: Note[]): (string | null)[] => found.map((note) => noteText(locale, note))
  const { name, theme } = known
  const value = { dataset_id: id, ...(name && { name }), ...(theme && { theme }) }
  return cardOf(
    fileName,
    [
      text(say(isReady ? 'dataset.ready' : 'dataset.needs_mapping')),
      factsPart(locale, dataset),
      columnsPart(locale, preview),
      notes('plain', said(preview.guesses)),
      notes('caution', said(preview.notices)),
      notes(preview.check.found > 0 ? 'caution' : 'good', [checkText(locale, preview)]),
      controls([
        isReady &&
          can(actor, 'assistants:create') &&
          button(say('dataset.make'), 'assistant.new', value, 'primary'),
        can(actor, 'datasets:upload') &&
          button(say('dataset.map'), 'dataset.map', value, isReady ? 'plain' : 'primary'),
      ]),
    ],
    { tone: isReady ? 'good' : 'caution' },
  )
}

/**
 * What was read of a file, to be confirmed, put right, or made into an assistant.
 * @throws not_found, forbidden
 */
export const datasetCard = async (context: CommandContext, datasetId: string): Promise<Card> =>
  presentDataset(context, await readDataset(context.core, context.actor, datasetId))
