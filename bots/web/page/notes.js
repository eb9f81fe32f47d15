import { call } from './api.js'
import { h, icon } from './dom.js'
import { fillSentence, hasWords, locale, t } from './words.js'

/** @typedef {import('./types.d.ts').Noted} Noted */

/** @type {Map<string, Record<string, string>>} */
const catalogues = new Map()

/** The import's own sentences for its guesses and notices, from the core's catalogue, in the page's language. */
export const loadNotes = async () => {
  if (!catalogues.has(locale())) catalogues.set(locale(), await call('GET', `/page/preview-${locale()}.json`))
}

/**
 * Values that are themselves words (roles, kinds) are said in the page's language.
 * @param {Record<string, unknown>} values
 */
const spoken = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const say = (/** @type {unknown} */ one) =>
        typeof one === 'string' && hasWords(`role.${one}`) ? t(`role.${one}`) : one
      return [name, Array.isArray(value) ? value.map(say).join(', ') : say(value)]
    }),
  )

/** @param {Noted} noted */
const noteText = ({ code, values, text }) =>
  text ?? fillSentence(catalogues.get(locale()) ?? {}, code, spoken(values)) ?? code

/**
 * @param {Noted[]} notes
 * @param {'guess' | 'notice'} kind
 */
export const noteList = (notes, kind) =>
  notes.length > 0 &&
  h(
    'section',
    { class: `notes is-${kind}` },
    h('h3', null, t(`preview.${kind}`)),
    h(
      'ul',
      null,
      notes.map((note) =>
        h(
          'li',
          null,
          kind === 'guess' ? h('span', { class: 'guess-mark', 'aria-hidden': 'true' }, '?') : icon('warning'),
          h('span', null, noteText(note)),
        ),
      ),
    ),
  )
