import type { CardPart } from '../../../../core/messaging/card.ts'
import { listProjectBoard } from '../../../../core/projects/list-projects.ts'
import { fields } from '../../cards/card-parts.ts'
import type { CommandContext } from '../../command.ts'
import { openProjectWords } from '../words.ts'

/**
 * Projects by their status, a column each, as text; null when there is none.
 * @param most of each column @throws forbidden to who may see none
 */
export const boardPart = async (context: CommandContext, most: number): Promise<CardPart | null> => {
  const { core, actor, locale } = context
  const { say, term } = openProjectWords(locale)
  const columns = await listProjectBoard(core.db, actor, { limit: most })
  if (columns.every(({ count }) => count === 0)) return null
  return fields(
    columns.map(({ status, count, projects }) => {
      const lines = projects.map(({ name, progress, isLate }) => {
        const late = isLate ? ' ⚠' : ''
        return `${name.replace(/\s+/gu, ' ')} (${say('percent', { count: Math.round(progress) })})${late}`
      })
      const rest = count - projects.length
      const shown = rest > 0 ? [...lines, say('board.rest', { count: rest })] : lines
      return [`${term(`project_status.${status}`)} · ${count}`, shown.join('\n') || '–']
    }),
  )
}
