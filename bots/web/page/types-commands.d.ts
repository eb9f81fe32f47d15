import type { Problem } from './api.js'
import type { Turn } from './types.d.ts'

/** Cards and forms as the REST API has them; see api/card-schema.ts. */
export interface Button {
  kind: 'button'
  label: string
  style: 'plain' | 'primary' | 'danger'
  action: string
  value: Record<string, string>
  confirm: { title: string; text: string; yes: string; no: string } | null
}
export interface Option {
  label: string
  value: string
  description: string | null
}
export interface Select {
  kind: 'select'
  label: string
  action: string
  value: Record<string, string>
  options: Option[]
  selected: string | null
}
export type Control = Button | Select | { kind: 'link'; label: string; url: string }
export interface CardChart {
  title: string
  unit: 'index' | 'percent' | 'count'
  baseline: number | null
  series: { name: string; points: { label: string; value: number; text: string }[] }[]
  alt: string
}
export type Tone = 'plain' | 'good' | 'caution' | 'bad'
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'fields'; fields: { name: string; value: string }[] }
  | { kind: 'table'; caption: string; columns: { title: string; is_numeric: boolean }[]; rows: string[][] }
  | { kind: 'chart'; chart: CardChart }
  | { kind: 'figures'; figures: { label: string; figure: string; source: Button | null }[] }
  | {
      kind: 'steps'
      steps: { title: string; state: 'waiting' | 'running' | 'done' | 'failed'; detail: string | null }[]
    }
  | { kind: 'notes'; tone: Tone; notes: string[] }
  | { kind: 'controls'; controls: Control[] }
  | { kind: 'rule' }
export interface Card {
  tone: Tone
  title: string | null
  parts: Part[]
  footer: string | null
}
interface NamedField {
  name: string
  label: string
  hint: string | null
  is_required: boolean
}
export type Field =
  | (NamedField & { kind: 'text'; value: string | null; is_long: boolean; max_characters: number })
  | (NamedField & { kind: 'select'; value: string | null; options: Option[] })
  | (NamedField & { kind: 'file' })
export interface Form {
  action: string
  title: string
  submit: string
  cancel: string
  value: Record<string, string>
  intro: string | null
  fields: Field[]
}
export type Outcome =
  | {
      kind: 'card'
      card: Card
      locale: 'fr' | 'en'
      replaces: boolean
      creation_id: string | null
      file: CardFile | null
    }
  | { kind: 'form'; form: Form }
  | { kind: 'question'; assistant_id: string | null; text: string }
  | { kind: 'continue'; assistant_id: string; conversation_id: string }
  | { kind: 'remove' }
  | { kind: 'errors'; errors: Record<string, string> }
/** What a card says, to keep. */
export interface CardFile {
  file_name: string
  media_type: string
  /** Null of what is no text: then its bytes are in `base64`. */
  text: string | null
  base64: string | null
}
/** A card, or what went wrong instead. */
export interface CardItem {
  card: Card | null
  /** The card's language; it stays so when the page's is changed. */
  locale: 'fr' | 'en'
  problem: Problem | null
  file: CardFile | null
  /** Of the assistant that is being made. */
  creationId: string | null
}
/** A command and the cards that came of it; it is not kept with the conversation. */
export interface CommandTurn extends Turn {
  state: 'command'
  items: CardItem[]
  isBusy: boolean
  /** Of the view in the document; gives the focus to the card that came of a press. */
  draw(focused: CardItem | null): void
}
export interface CommandSummary {
  path: string[]
  usage: string
  summary: string
  example: string
  takes_more: boolean
}
