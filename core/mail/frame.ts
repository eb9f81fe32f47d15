import { readFileSync } from 'node:fs'
import { Eta } from 'eta'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (value: unknown): string =>
  String(value).replaceAll(/[&<>"']/g, (character) => entities[character]!)

/** A line of a section, and what is said of it in smaller letters. */
export interface MailLine {
  text: string
  detail: string | null
}

/** Something with a name, such as a project, a mark beside it, and what is told of it. */
export interface MailBlock {
  title: string | null
  mark: string | null
  tone: 'good' | 'bad' | 'plain'
  lines: MailLine[]
}

export interface MailSection {
  title: string
  blocks: MailBlock[]
}

/** All that the compiled template shows. */
export interface FrameData {
  locale: 'fr' | 'en'
  tenant: string
  title: string
  /** What mail programs show beside the subject. */
  preview: string
  paragraphs: string[]
  figures: { label: string; value: string }[]
  sections: MailSection[]
  nextTitle: string
  next: string[]
  link: { href: string; text: string } | null
  why: string
  footers: { href: string; text: string }[]
}

// Square brackets: MJML would take `<%` for markup of its own.
const eta = new Eta({ tags: ['[[', ']]'], escapeFunction: escapeHtml, autoTrim: false })
const template = eta.compile(readFileSync(new URL('./templates/frame.html', import.meta.url), 'utf8'))

/** The one HTML frame of every mail, compiled ahead from `templates/frame.mjml`; everything in it is escaped. */
export const renderFrame = (data: FrameData): string => eta.render(template, data)
