import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import type { Locale } from '../answers/answer.ts'
import { formatBytes } from './bytes.ts'

/** One file a feature and language (`fr/answers.json`): features grow side by side without sharing one huge file. */
const readNamespaces = (locale: string): Record<string, object> => {
  const folder = new URL(`./${locale}/`, import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
  )
}

const catalogue = i18next.createInstance()
await catalogue.init({
  resources: { fr: readNamespaces('fr'), en: readNamespaces('en') },
  fallbackLng: false,
  // Plain text leaves the core; each edge escapes for its own medium.
  interpolation: { escapeValue: false },
  returnNull: false,
})
// `{{used, bytes}}` in a text.
catalogue.services.formatter?.add('bytes', (bytes: number, locale) => formatBytes(locale ?? 'en', bytes))

/** Words in a language: `translate('fr', 'errors:file_empty', { file })`. A key that does not exist is a bug and throws. */
export const translate = (locale: Locale, key: string, values: Record<string, unknown> = {}): string => {
  if (!catalogue.exists(key, { lng: locale, ...values })) throw new Error(`no ${locale} text for ${key}`)
  return catalogue.t(key, { lng: locale, ...values })
}
