import test from 'ava'
import fc from 'fast-check'
import {
  cleanText,
  escapeText,
  guardMark,
  guardText,
  unescapeText,
} from '../../../../bots/discord/blocks/escape.ts'
import { splitText } from '../../../../bots/discord/blocks/text/split-text.ts'
import { liveIn } from '../../../helpers/discord-blocks/rules.ts'

/** Pieces of what an attacker would write, and letters between them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '@everyone', '@here', '<@123456789012345678>', '<@!1>', '<@&99>', '<#12>', '<:smile:1>', '<a:wave:1>', '<t:1:R>',
        '</sextant ask:1>', '<id:customize>', 'https://evil.example/?q=', '[click](http://evil.example)', 'discord.gg/abc',
        '<https://evil.example>', 'https://sextant.example@evil.example/', 'https://sextant.example.evil.example/',
        'discord://-/channels/1', 'mailto:a@evil.example', 'www.evil.example', '||secret||', '**', '__', '~~', '`', '```',
        '\\', '\\\\', '> ', '>>> ', '# ', '-# ', '- ', '1. ', '\r\n', '\n', '\u202eevil', '@\u200beveryone',
      ), // biome-ignore format: one list, read at a glance
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** What Discord still reads as markup once its escapes are gone. */
const markup = (escaped: string): string[] => {
  const rest = escaped.replace(/\\[^\p{L}\p{N}\s]/gu, 'x')
  const inline = rest.match(/[\\*_~`|<>[\]]/g) ?? []
  const starts = rest.match(/^\s*(?:#{1,3}|-#|[-+]|\d+[.)])\s/gm) ?? []
  return [...inline, ...starts]
}

test('nothing that mentions, links or marks is left, whatever is written', (t) => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text)
      t.deepEqual(liveIn(escaped, '\0'), [], text)
      t.deepEqual(liveIn(guardText(text), '\0'), [], text)
      t.deepEqual(markup(escaped), [], text)
    }),
    { numRuns: 1_000 },
  )
})

test('nothing of the text is lost: without marks and backslashes it is what was written', (t) => {
  fc.assert(
    fc.property(hostile, (text) => {
      t.is(unescapeText(escapeText(text)), cleanText(text).replaceAll(guardMark, ''))
    }),
    { numRuns: 500 },
  )
})

test('no piece of a text that is cut is live, or marks what the whole did not', (t) => {
  fc.assert(
    fc.property(
      fc.array(hostile, { minLength: 3, maxLength: 12 }),
      fc.integer({ min: 60, max: 120 }),
      (texts, most) => {
        const escaped = escapeText(texts.join(''))
        const pieces = splitText(escaped, most)
        for (const piece of pieces) {
          t.deepEqual(liveIn(piece, '\0'), [])
          t.deepEqual(
            markup(piece).filter((sign) => !/\s/.test(sign)),
            [],
          )
          t.true(piece.length <= most)
        }
        t.is(unescapeText(pieces.join('')), unescapeText(escaped))
      },
    ),
    { numRuns: 500 },
  )
})

test('addresses of this server stay links, judged with everything that touches them', (t) => {
  const options = { publicUrl: 'https://sextant.example' }
  const live = (text: string): boolean => escapeText(text, options).includes('https://')
  for (const text of [
    'https://sextant.example',
    'Voir https://sextant.example/chat?a=1.',
    '(https://sextant.example/a)',
  ])
    t.true(live(text), text)
  for (const text of [
    'https://sextant.example@evil.example', 'https://sextant.example/@evil', 'https://sextant.example.evil.example',
    'http://sextant.example', 'https://evil.example/?https://sextant.example', 'https://sextant.example/<@1>',
    '[x](https://sextant.example/a)(b', 'https://sextant.example/||a||', 'https://sextant.example:444/',
    'https://sextant.example\u200b@evil.example', 'xhttps://sextant.example',
  ]) // biome-ignore format: one list, read at a glance
    t.false(live(text), text)
  t.false(escapeText('https://sextant.example').includes('https://'))
  fc.assert(
    fc.property(
      hostile,
      fc.constantFrom(...['https://sextant.example', 'https://sextant.example/a']),
      hostile,
      (one, own, other) => {
        const escaped = escapeText(`${one}${own}${other}`, options)
        const addresses = escaped.match(/https?:\/\/[^\s<]+/g) ?? []
        for (const address of addresses) t.is(new URL(address).host, 'sextant.example', escaped)
        t.notRegex(escaped, /@(?:everyone|here)|<[@#]/)
      },
    ),
    { numRuns: 500 },
  )
})

test('plain words stay as they are to be read; disguises go', (t) => {
  for (const text of [
    '« Âge : 15-25 ans » × Cinéma : 19,2 %',
    'Q&A',
    '1.5 / 2',
    'n° 3 – ★★',
    '-12,5 %',
    '#1',
    '2026.',
  ])
    t.is(escapeText(text), text)
  t.is(escapeText('a\u202eb\u0000c'), 'abc')
  t.is(escapeText('a < b'), 'a \\< b')
  t.is(unescapeText(escapeText('loisirs_2026.csv')), 'loisirs_2026.csv')
})
