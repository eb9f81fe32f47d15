import { contractFaults } from './contract.ts'

/** What Discord refuses, and its API description does not say. */

// biome-ignore lint/suspicious/noExplicitAny: components of every shape
type Loose = Record<string, any>

const inner = (component: Loose): Loose[] => {
  const { components = [], accessory, component: held } = component
  return [component, ...[...components, accessory, held].filter(Boolean).flatMap(inner)]
}
const all = (components: readonly unknown[]): Loose[] => components.flatMap((one) => inner(one as Loose))
const isTwice = (names: readonly unknown[]): boolean => new Set(names).size < names.length
const isEmpty = (text: unknown): boolean => String(text ?? '').replace(/[\s\u200b]/g, '') === ''

const selectFaults = ({ options = [], custom_id, type }: Loose): string[] => {
  if (type !== 3) return []
  const faults: [string, boolean][] = [
    ['no option or too many', options.length < 1 || options.length > 25],
    ['an option twice', isTwice(options.map(({ value }: Loose) => value))],
    ['several defaults', options.filter((one: Loose) => one.default).length > 1],
    ['an option without a label', options.some(({ label }: Loose) => isEmpty(label))],
    ['a value too long', options.some(({ value }: Loose) => value.length < 1 || value.length > 100)],
  ]
  return faults.flatMap(([fault, isSo]) => (isSo ? [`${custom_id}: ${fault}`] : []))
}

const buttonFaults = ({ type, style, custom_id, url, label, emoji }: Loose): string[] => {
  if (type !== 2) return []
  const faults: [string, boolean][] = [
    ['a link without an address, or with an id', (style === 5) !== (url !== undefined)],
    ['a button without an id', style !== 5 && !custom_id],
    ['a button without words', isEmpty(label) && !emoji],
  ]
  return faults.flatMap(([fault, isSo]) => (isSo ? [fault] : []))
}

const rowFaults = ({ type, components = [] }: Loose): string[] => {
  if (type !== 1) return []
  const selects = components.filter((one: Loose) => one.type === 3).length
  if (components.length < 1 || components.length > 5) return ['a row of none or too many']
  return selects > 0 && components.length > 1 ? ['a select beside others'] : []
}

const commonFaults = (shown: readonly Loose[]): string[] => {
  const ids = shown.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [custom_id]))
  const numbers = shown.flatMap(({ id }) => (id === undefined ? [] : [id]))
  return [
    ...(isTwice(ids) ? ['a custom_id twice'] : []),
    ...(isTwice(numbers) ? ['an id twice'] : []),
    ...shown.flatMap((one) => [...selectFaults(one), ...buttonFaults(one), ...rowFaults(one)]),
    ...shown.flatMap(({ type, content }) => (type === 10 && isEmpty(content) ? ['an empty text'] : [])),
  ]
}

interface Message {
  flags?: number
  components: readonly unknown[]
  files: readonly { name: string }[]
}

/** Of a message with components that hold its text. */
export const messageFaults = ({ flags, components, files }: Message): string[] => {
  const shown = all(components)
  const text = shown.reduce((sum, { content = '' }) => sum + content.length, 0)
  const shownFiles = shown.flatMap(({ items = [] }) => items.map(({ media }: Loose) => media.url))
  const faults: [string, boolean][] = [
    ['not marked', flags !== 32768],
    ['too many components', shown.length > 40],
    ['too much text', text > 4_000],
    ['no component', shown.length < 2],
    [
      'a file that is not there, or not shown',
      String(shownFiles) !== String(files.map(({ name }) => `attachment://${name}`)),
    ],
    [
      'a description too long',
      shown.some(({ items = [] }) => items.some((one: Loose) => (one.description ?? '').length > 1024)),
    ],
    ['a frame in a frame', shown.filter(({ type }) => type === 17).length > components.length],
  ]
  return [
    ...faults.flatMap(([fault, isSo]) => (isSo ? [fault] : [])),
    ...commonFaults(shown),
    ...contractFaults('MessageCreateRequest', { flags, components }),
  ]
}

/** Of a message without them. */
export const classicFaults = ({
  content,
  components,
}: {
  content: string
  components: unknown[]
}): string[] => {
  const shown = all(components)
  return [
    ...(content.length > 2_000 || isEmpty(content) ? ['no text or too much'] : []),
    ...(components.length > 5 ? ['too many rows'] : []),
    ...(shown.some(({ type }) => ![1, 2, 3].includes(type)) ? ['a component of another kind'] : []),
    ...commonFaults(shown),
    ...contractFaults('MessageCreateRequest', { content, components }),
  ]
}

export const modalFaults = (modal: {
  custom_id: string
  title: string
  components: readonly unknown[]
}): string[] => {
  const shown = all(modal.components)
  const inputs = shown.filter(({ type }) => type === 4)
  return [
    ...(modal.components.length < 1 || modal.components.length > 5 ? ['none or too many parts'] : []),
    ...(isEmpty(modal.title) ? ['no title'] : []),
    ...inputs.flatMap(({ value = '', max_length }) =>
      value.length > max_length ? ['a value too long'] : [],
    ),
    ...shown.flatMap(({ type, required, min_values, options = [] }) =>
      type === 3 && required && (min_values === 0 || options.length === 0) ? ['required and not'] : [],
    ),
    ...commonFaults(shown),
    ...contractFaults('ModalInteractionCallbackRequestData', modal),
  ]
}

/** Signs that Discord would read as something live; our own address is none. */
export const liveIn = (text: string, ours = 'https://sextant.example'): string[] => {
  const others = text.replaceAll(ours, '')
  const patterns = [
    /@(?:everyone|here)/i, /<[@#!:/&a-z]/i, /[a-z]:\/\//i, /\]\(/, /\bwww\.[a-z]/i, /discord\.gg/i, /mailto:[a-z]/i,
  ] // biome-ignore format: one list, read at a glance
  return patterns.filter((pattern) => pattern.test(others)).map(String)
}

/** What is hidden behind bars, in Markdown outside of code. */
export const spoilersIn = (markdown: string): string[] =>
  markdown.replace(/```[\s\S]*?```|`[^`\n]+`|\\[\\|`]/g, 'x').match(/\|\|/g) ?? []

/** Every word that people see of these components, in order. */
export const wordsOf = (components: readonly unknown[]): string =>
  all(components)
    .flatMap(({ content, label, description, placeholder, items = [], options = [] }) => [
      content, label, description, placeholder,
      ...items.map((one: Loose) => one.description),
      ...options.flatMap((one: Loose) => [one.label, one.description]),
    ]) // biome-ignore format: one list, read at a glance
    .filter(Boolean)
    .join('\n')

/** Without white space, invisible marks and the signs of Markdown, which become looks. */
export const bare = (text: string): string => text.replace(/[\s\u200b*_`~#\\+•>─-]/gu, '')
