import type { Item } from '../../datasets/query/item.ts'
import type { Outcome } from '../../datasets/query/outcome.ts'

/** Every cell that an answer tells, the ranked and notable ones before those set apart. */
export const itemsOf = (outcome: Outcome): Item[] => {
  switch (outcome.operation) {
    case 'lookup':
    case 'explain':
      return [outcome.item]
    case 'top':
    case 'bottom':
    case 'filter':
      return [...outcome.items, ...outcome.setAside]
    case 'profile': {
      const { over, under, largest, setAside } = outcome
      return [...new Set([...over, ...under, ...largest.map(({ item }) => item), ...setAside])]
    }
    case 'compare':
      return outcome.rows.flatMap(({ items }) => items).filter((item) => item !== null)
    case 'define':
      return outcome.example ? [outcome.example] : []
    case 'overview':
      return outcome.best
    case 'check':
      return []
  }
}
