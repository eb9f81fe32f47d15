/** What the pages are made of. Sections say what is there; the views folder says how it looks. */

export type Tone = 'plain' | 'good' | 'warn' | 'danger'

/** A field of a table or of a list of facts; a text is shown as it is. */
export type Cell =
  | string
  | null
  | { number: string }
  | { time: Date | null }
  | { state: string; tone: Tone; note?: string | null }
  | { text: string; href?: string; note?: string | null }
  | { forms: Form[] }

export interface Column {
  title: string
  isNumeric?: boolean
  /** Only a screen reader is told the title: the cells speak for themselves. */
  isUntitled?: boolean
}

export interface Table {
  kind: 'table'
  caption: string
  columns: Column[]
  /** The first cell of each names the row. */
  rows: Cell[][]
  /** Said in place of a table without rows. */
  empty: string
  /** Addresses of the first page and of the next one, where there is such. */
  first?: string | null
  next?: string | null
  /** The whole list as files. */
  sheets?: { text: string; href: string }[]
}

export interface Field {
  name: string
  label: string
  type: 'text' | 'email' | 'password' | 'number' | 'date' | 'select'
  value?: string
  hint?: string
  isRequired?: boolean
  autocomplete?: string
  maxLength?: number
  min?: number
  step?: string
  options?: { value: string; label: string }[]
}

/** Something to do: a POST of its own, with the form token in it. */
export interface Form {
  kind: 'form'
  /** The act's address. */
  action: string
  submit: string
  /** Of a form that stands alone. */
  title?: string
  /** Whom the button is about, for those who do not see the row that it stands in. */
  about?: string
  hidden?: Record<string, string>
  fields?: Field[]
  tone?: 'primary' | 'danger'
  /** What it does: the button then only shows after a first press, which works without scripts too. */
  confirm?: string
}

/** A GET of the same page. */
export interface Filters {
  kind: 'filters'
  fields: Field[]
  submit: string
}

export interface Meter {
  title: string
  /** Tells it all, for those who do not see the bar. */
  text: string
  /** 0 to 100; null = there is no limit, and no bar. */
  percent: number | null
  tone: Tone
}

export type Part =
  | Table
  | Form
  | Filters
  | { kind: 'facts'; items: [title: string, cell: Cell][] }
  | { kind: 'meters'; items: Meter[] }
  | { kind: 'links'; items: { text: string; href: string }[] }
  | { kind: 'note'; text: string; tone: Tone }
  | { kind: 'title'; text: string }

export interface Page {
  title: string
  parts: Part[]
}
