import type { Loose } from '../world-state.ts'

export type Surface = 'message' | 'modal' | 'home'

const maxBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 }
const maxMarkdown = 12_000
const maxTableCharacters = 10_000
const maxCharts = 2
/** Undocumented; reported with `msg_blocks_too_long` a little above. */
const maxAllCharacters = 13_200

/** Where a block may not stand. */
const notOn: Record<string, Surface[]> = {
  alert: ['message', 'home'],
  markdown: ['modal', 'home'],
  table: ['modal', 'home'],
  data_table: ['modal', 'home'],
  data_visualization: ['modal'],
  task_card: ['modal', 'home'],
  plan: ['modal', 'home'],
  context_actions: ['modal', 'home'],
  container: ['modal'],
  card: ['modal', 'home'],
  carousel: ['modal', 'home'],
  file: ['message', 'modal', 'home'],
}

/** Longest texts by block or element type and field: Slack's own numbers, which hold without the schema as well. */
const maxText: Record<string, number> = {
  'header.text': 150,
  'button.text': 75,
  'button.value': 2000,
  'section.text': 3000,
  'input.label': 2000,
  'input.hint': 2000,
  'image.alt_text': 2000,
  'image.title': 2000,
  'data_visualization.title': 50,
}

const textOf = (value: Loose): string | null =>
  typeof value === 'string' ? value : typeof value?.text === 'string' ? value.text : null

/** Calls `visit` for every object in the tree with its JSON pointer. */
export const walk = (node: Loose, at: string, visit: (node: Loose, at: string) => void): void => {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) visit(node, at)
  for (const [key, value] of Object.entries(node)) walk(value, `${at}/${key}`, visit)
}

const checkTexts = (blocks: Loose[], at: string): string[] => {
  const faults: string[] = []
  walk(blocks, at, (node, where) => {
    const isText = node.type === 'plain_text' || node.type === 'mrkdwn'
    if (isText && (typeof node.text !== 'string' || node.text.length === 0))
      faults.push(`[ERROR] must be more than 0 characters [json-pointer:${where}/text]`)
    if (isText && node.text?.length > 3000)
      faults.push(`[ERROR] must be less than 3001 characters [json-pointer:${where}/text]`)
    for (const [field, value] of Object.entries(node)) {
      const max = maxText[`${node.type}.${field}`]
      if (max !== undefined && (textOf(value)?.length ?? 0) > max)
        faults.push(`[ERROR] must be less than ${max + 1} characters [json-pointer:${where}/${field}]`)
    }
  })
  return faults
}

const checkIds = (blocks: Loose[], at: string): string[] => {
  const faults: string[] = []
  const blockIds = new Set<string>()
  blocks.forEach((block, index) => {
    const id = block?.block_id
    if (id !== undefined && blockIds.has(id))
      faults.push(`[ERROR] "block_id" "${id}" already exists [json-pointer:${at}/${index}/block_id]`)
    blockIds.add(id)
    const actionIds = new Set<string>()
    walk(block, `${at}/${index}`, ({ action_id: action }, where) => {
      if (action === undefined) return
      if (actionIds.has(action))
        faults.push(`[ERROR] "action_id" "${action}" already exists [json-pointer:${where}/action_id]`)
      actionIds.add(action)
    })
  })
  return faults
}

const charactersOf = (node: Loose): number => {
  if (typeof node !== 'object' || node === null) return 0
  return Object.entries(node).reduce((sum, [key, value]) => {
    if (typeof value === 'string')
      return sum + (key === 'text' || key === 'title' || key === 'caption' ? value.length : 0)
    return sum + charactersOf(value)
  }, 0)
}

const checkTables = (blocks: Loose[], at: string): string[] => {
  const tables = blocks.filter((block) => block?.type === 'table' || block?.type === 'data_table')
  const faults: string[] = []
  if (tables.length > 1) faults.push(`[ERROR] only_one_table_allowed [json-pointer:${at}]`)
  if (charactersOf(tables) > maxTableCharacters)
    faults.push(`[ERROR] tables hold more than ${maxTableCharacters} characters [json-pointer:${at}]`)
  walk(tables, at, (cell, where) => {
    if (cell.type === 'raw_text' && cell.text === '')
      faults.push(`[ERROR] must be more than 0 characters [json-pointer:${where}/text]`)
  })
  return faults
}

const checkCharts = (blocks: Loose[], at: string): string[] => {
  const faults: string[] = []
  const charts = blocks.flatMap((block, index) =>
    block?.type === 'data_visualization' ? [{ chart: block.chart, where: `${at}/${index}/chart` }] : [],
  )
  if (charts.length > maxCharts) faults.push(`[ERROR] more than ${maxCharts} charts [json-pointer:${at}]`)
  for (const { chart, where } of charts) {
    const series: Loose[] = Array.isArray(chart?.series) ? chart.series : []
    if (new Set(series.map(({ name }) => name)).size < series.length)
      faults.push(`[ERROR] names of series must be unique [json-pointer:${where}/series]`)
    const categories = JSON.stringify(chart?.axis_config?.categories ?? null)
    series.forEach(({ data }, index) => {
      const labels = JSON.stringify((data ?? []).map(({ label }: Loose) => label))
      if (labels !== categories)
        faults.push(
          `[ERROR] one point for each category, in their order [json-pointer:${where}/series/${index}]`,
        )
    })
  }
  return faults
}

const checkSurface = (blocks: Loose[], surface: Surface, at: string): string[] => [
  ...(blocks.length > maxBlocks[surface]
    ? [`[ERROR] no more than ${maxBlocks[surface]} items allowed [json-pointer:${at}]`]
    : []),
  ...blocks.flatMap((block, index) =>
    notOn[block?.type]?.includes(surface)
      ? [`[ERROR] ${block.type} is not for this surface [json-pointer:${at}/${index}/type]`]
      : [],
  ),
]

/** Rules over all blocks of one payload, which no schema of a single block can say. */
export const checkBlockLimits = (blocks: Loose[], surface: Surface, at: string): string[] => {
  const markdown = blocks.filter((block) => block?.type === 'markdown')
  return [
    ...checkSurface(blocks, surface, at),
    ...checkTexts(blocks, at),
    ...checkIds(blocks, at),
    ...(charactersOf(markdown) > maxMarkdown
      ? [`[ERROR] markdown blocks hold more than ${maxMarkdown} characters [json-pointer:${at}]`]
      : []),
    ...checkTables(blocks, at),
    ...checkCharts(blocks, at),
  ]
}

/** All words of a message together: above this, Slack says `msg_blocks_too_long`. */
export const areBlocksTooLong = (blocks: Loose[]): boolean => charactersOf(blocks) > maxAllCharacters
