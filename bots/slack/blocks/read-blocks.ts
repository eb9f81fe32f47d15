import type { SlackBlock } from './block.ts'

interface Text {
  text?: unknown
}

const textOf = (part: unknown): string => {
  const { text } = (part ?? {}) as Text
  return typeof text === 'string' ? text : ''
}

const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : []

const richText = (element: Record<string, unknown>): string => {
  const { type, elements, style, offset } = element
  if (type !== 'rich_text_list') return list(elements).map(textOf).join('')
  const start = typeof offset === 'number' ? offset : 0
  const items = list(elements).map(richText)
  return items.map((item, at) => `${style === 'ordered' ? `${start + at + 1}.` : '•'} ${item}`).join('\n')
}

const chartText = ({ title, chart }: SlackBlock): string => {
  const { series } = (chart ?? {}) as { series?: unknown }
  const lines = list(series).map(({ name, data }) => {
    const points = list(data).map(({ label, value }) => `${label} ${value}`)
    return `${name}: ${points.join(', ')}`
  })
  return [title, ...lines].join('\n')
}

/** What a block says, without what can be pressed: for notifications, screen readers, and where blocks are refused. */
export const readBlock = (block: SlackBlock): string => {
  switch (block.type) {
    case 'header':
      return textOf(block.text)
    case 'section':
      return [textOf(block.text), ...list(block.fields).map(textOf)].filter(Boolean).join('\n')
    case 'context':
      return list(block.elements).map(textOf).join('\n')
    case 'rich_text':
      return list(block.elements).map(richText).join('\n').trim()
    case 'table':
      return list(block.rows)
        .map((row) => list(row).map(textOf).join(' | '))
        .join('\n')
    case 'data_visualization':
      return chartText(block)
    case 'image':
      return typeof block.alt_text === 'string' ? block.alt_text : ''
    default:
      return ''
  }
}

export const readBlocks = (blocks: readonly SlackBlock[]): string =>
  blocks.map(readBlock).filter(Boolean).join('\n\n')
