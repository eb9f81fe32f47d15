/**
 * The one description of what people see, on every platform. Each edge renders all of it, splits what is too long
 * without losing text, and turns a part that its platform lacks into text. Words are in the reader's language already;
 * labels, names and text of files may stand in any of them, so an edge escapes every string for its own medium.
 */

/** Told by more than its colour: each edge also gives it a mark or a word. */
export type Tone = 'plain' | 'good' | 'caution' | 'bad'

/** A figure, and the button that opens the cell it comes from. */
export interface CardFigure {
  label: string
  /** With its unit and its robustness marks: `146 ★`. */
  figure: string
  /** Asks for its source. */
  source: CardButton | null
}

export interface CardStep {
  title: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** What came of it, or why it failed. */
  detail: string | null
}

export interface CardColumn {
  title: string
  isNumeric: boolean
}

/** Values are numbers as computed; `text` is how a figure is written in the card's language. */
export interface CardChart {
  title: string
  unit: 'index' | 'percent' | 'count'
  /** Drawn as a line: 100 for an index. */
  baseline: number | null
  series: { name: string; points: { label: string; value: number; text: string }[] }[]
  /** What the picture says, for those who cannot see it. */
  alt: string
}

export interface CardButton {
  kind: 'button'
  label: string
  style: 'plain' | 'primary' | 'danger'
  /** Name of the action in `bots/commands`: `answer.source`. */
  action: string
  /** Ids only: whoever presses is checked again. */
  value: Record<string, string>
  /** Asked before it is done. */
  confirm: { title: string; text: string; yes: string; no: string } | null
}

export interface CardLink {
  kind: 'link'
  label: string
  url: string
}

export interface CardSelect {
  kind: 'select'
  label: string
  action: string
  /** Travels along with what is chosen. */
  value: Record<string, string>
  options: { label: string; value: string; description: string | null }[]
  selected: string | null
}

export type CardControl = CardButton | CardLink | CardSelect

export type CardPart =
  /** Markdown of our own: bold, italics, lists, code, paragraphs. No links, no images, no HTML. */
  | { kind: 'text'; text: string }
  /** A step under the title. */
  | { kind: 'heading'; text: string }
  | { kind: 'fields'; fields: { name: string; value: string }[] }
  | { kind: 'table'; caption: string; columns: CardColumn[]; rows: string[][] }
  | { kind: 'chart'; chart: CardChart }
  | { kind: 'figures'; figures: CardFigure[] }
  | { kind: 'steps'; steps: CardStep[] }
  /** Warnings and remarks, small. */
  | { kind: 'notes'; tone: Tone; notes: string[] }
  | { kind: 'controls'; controls: CardControl[] }
  | { kind: 'rule' }

export interface Card {
  tone: Tone
  title: string | null
  parts: CardPart[]
  /** One small line: who answered, from which file, how long it took. */
  footer: string | null
}

/** One field of a form. `name` is what its answer is known by. */
export type FormField =
  | {
      kind: 'text'
      name: string
      label: string
      hint: string | null
      value: string | null
      isLong: boolean
      isRequired: boolean
      maxCharacters: number
    }
  | {
      kind: 'select'
      name: string
      label: string
      hint: string | null
      value: string | null
      isRequired: boolean
      options: { label: string; value: string; description: string | null }[]
    }
  | { kind: 'file'; name: string; label: string; hint: string | null; isRequired: boolean }

/** A dialog that is filled in and sent. */
export interface Form {
  /** Name of the handler in `bots/commands`: `assistant.create`. */
  action: string
  /** At most 24 characters, which Slack asks for. */
  title: string
  submit: string
  cancel: string
  /** Ids only, for the handler. */
  value: Record<string, string>
  intro: string | null
  fields: FormField[]
}

/** What was filled in, by field name. Files are fetched by the edge before the handler sees them. */
export type FormValues = Record<string, string>

const figureLine = ({ label, figure }: CardFigure): string => `${label}: ${figure}`

const stepMarks: Record<CardStep['state'], string> = { waiting: '○', running: '◔', done: '✓', failed: '✗' }

/** A step with its mark, the same on every platform. */
export const stepLine = ({ title, state, detail }: CardStep): string =>
  `${stepMarks[state]} ${title}${detail ? ` — ${detail}` : ''}`

const linesOf = (part: CardPart): string[] => {
  switch (part.kind) {
    case 'text':
    case 'heading':
      return [part.text]
    case 'fields':
      return part.fields.map(({ name, value }) => `${name}: ${value}`)
    case 'table':
      return [
        part.caption,
        part.columns.map(({ title }) => title).join(' | '),
        ...part.rows.map((row) => row.join(' | ')),
      ]
    case 'chart':
      return [part.chart.alt]
    case 'figures':
      return part.figures.map(figureLine)
    case 'steps':
      return part.steps.map(stepLine)
    case 'notes':
      return part.notes
    case 'controls':
      return part.controls.flatMap((control) =>
        control.kind === 'link' ? [`${control.label}: ${control.url}`] : [],
      )
    case 'rule':
      return []
  }
}

/** The card without anything to press: for notifications, screen readers, logs of a conversation and tests. */
export const plainTextOf = ({ title, parts, footer }: Card): string =>
  [title, ...parts.map((part) => linesOf(part).filter(Boolean).join('\n')), footer]
    .filter(Boolean)
    .join('\n\n')
