import type { Command } from '../command.ts'
import { askInWords, labelsText } from './ask-in-words.ts'

const defaultCount = 5

/** `10 Femmes` → ten of them, for women. */
const split = (typed: string): { count: number; what: string } => {
  const found = /^(\d{1,2})(?:\s+|$)(.*)$/s.exec(typed)
  const count = Number(found?.[1] ?? 0)
  return count > 0 ? { count, what: found![2]!.trim() } : { count: defaultCount, what: typed }
}

/** `/sextant data top [assistant] [number] [label]`: what stands out most. */
export const dataTop: Command = {
  path: ['data', 'top'],
  permission: 'datasets:query',
  isPublic: true,
  arguments: [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'label', kind: 'text', isRequired: false },
  ],
  run: (context, { assistant, label = '' }) => {
    const { count, what } = split(label.trim())
    const key = what === '' ? 'top_all' : 'top'
    return askInWords(context, { assistant, key, values: { number: count, what: labelsText(context, what) } })
  },
}
