import type { PlacedAnswer } from '../../../core/conversations/answer-in-place.ts'
import { openDataset, readDataset } from '../../../core/datasets/datasets.ts'
import { labelColumnsOf, readSourceRow, type SourceColumn } from '../../../core/datasets/source-row.ts'
import { AppError, isAppError } from '../../../core/errors.ts'
import { sourceCard } from '../../../core/messaging/source-card.ts'
import { toPerson } from '../cards/card-parts.ts'
import type { Action, CommandContext } from '../command.ts'
import { findAnswer } from './find-answer.ts'

/**
 * The row as the file prints it; null when the file is gone or another one by now, or is not for this person: then the
 * answer's own figures of that row are shown.
 */
const findRow = async (
  { core, actor }: CommandContext,
  { answer, datasetId }: PlacedAnswer,
  claimId: string,
): Promise<SourceColumn[] | null> => {
  const source = answer.claims.find(({ id }) => id === claimId)?.source
  if (!source || datasetId === null) return null
  try {
    const { preview, fileName } = await readDataset(core, actor, datasetId)
    if (fileName !== source.file) return null
    const { table } = await openDataset(core, actor, datasetId)
    return readSourceRow(table, source.row, labelColumnsOf(preview))
  } catch (error) {
    if (isAppError(error) && error.code !== 'database_unavailable') return null
    throw error
  }
}

/** The cell that a figure comes from, with its row. */
export const answerSource: Action = {
  name: 'answer.source',
  permission: 'assistants:use',
  run: async (context, value) => {
    const found = await findAnswer(context, value)
    const claim = value.claim ?? ''
    const card = sourceCard(found.answer, claim, { row: await findRow(context, found, claim) })
    if (!card) throw new AppError('not_found', 'The answer has no such figure.')
    return toPerson(card)
  },
}
