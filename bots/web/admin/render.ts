import { readdirSync, readFileSync } from 'node:fs'
import { Eta } from 'eta'

/** Not seen by the eye, or turning round what stands beside: shown as its code point instead. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu

const codeOf = (sign: string): string =>
  `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/** A soft hyphen or a zero-width joiner of an emoji too: an admin wants to see what a name is made of. */
export const showHidden = (text: string): string => text.replace(hidden, codeOf)

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** As it is, for the value of a field: what was typed comes back unchanged. */
export const escapeExactly = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** What every `<%= … %>` of the views goes through. */
export const escapeText = (value: unknown): string =>
  value === null || value === undefined ? '' : escapeExactly(showHidden(String(value)))

const eta = new Eta({ escapeFunction: escapeText })
const folder = new URL('./views/', import.meta.url)
for (const file of readdirSync(folder))
  if (file.endsWith('.eta'))
    eta.loadTemplate(`@${file.slice(0, -4)}`, readFileSync(new URL(file, folder), 'utf8'))

/** A whole page from the view of this name. */
export const renderView = (name: string, data: object): string => eta.render(`@${name}`, data)
