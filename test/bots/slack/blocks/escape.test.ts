import test from 'ava'
import fc from 'fast-check'
import {
  cleanText,
  escapeStream,
  escapeText,
  guardMark,
  guardText,
  lengthOf,
} from '../../../../bots/slack/blocks/escape.ts'

/** Pieces of what an attacker would write, and letters between them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<!channel>', '<!here|now>', '<@U123ABC>', '<#C123|secret>', '<!subteam^S1>', 'https://evil.example/?q=',
        '[click](http://evil.example)', '![x](https://evil.example/a.png)', '[ref]: https://evil.example', '@here',
        '@channel', 'mailto:a@evil.example', 'a@evil.example', 'www.evil.example', 'evil.example', 'tel:+33123456789',
        '&lt;!channel&gt;', '<https://evil.example|Sextant>', 'slack://user?id=U1', '\r\n', '\u202eevil',
      ), // biome-ignore format: one list, read at a glance
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** What Slack's own notation, a Markdown reader or a linkifier could make of it; invisible marks part it. */
const live = [
  /<[@#!a-z]/i,
  /[a-z]:\/\//i,
  /\]\(/,
  /\]:/,
  /\]\[/,
  /@[\p{L}\p{N}]/u,
  /\bwww\.[a-z]/i,
  /[a-z0-9]\.[a-z]/i,
  /mailto:[a-z]/i,
]

test('nothing that mentions or links is left, whatever is written', (t) => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text)
      t.notRegex(escaped, /[<>]|&(?!amp;|lt;|gt;)/, text)
      for (const form of [escaped, guardText(text)])
        for (const pattern of live) t.notRegex(form, pattern, text)
    }),
    { numRuns: 400 },
  )
})

test('nothing of the text is lost: without the marks and entities it is what was written', (t) => {
  const decode = (text: string): string =>
    text.replaceAll(guardMark, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
  fc.assert(
    fc.property(hostile, (text) => {
      t.is(decode(escapeText(text)), cleanText(text).replaceAll(guardMark, ''))
    }),
  )
})

test('however a text is cut into pieces, it is escaped like the whole', (t) => {
  fc.assert(
    fc.property(hostile, fc.array(fc.nat(40), { maxLength: 12 }), (text, cuts) => {
      const next = escapeStream()
      let at = 0
      let streamed = ''
      for (const cut of [...cuts, text.length]) {
        streamed += next(text.slice(at, at + cut))
        at += cut
      }
      // Half a character at the very end stays with the stream: it is none.
      t.is(streamed, escapeText(text.replace(/(?:[\ud800-\udbff]|\r)$/, '')))
    }),
    { numRuns: 400 },
  )
  for (const [before, after] of [
    ['<', '!channel>'],
    ['<@', 'U123>'],
    ['https:', '//evil.example'],
    ['https', '://evil.example'],
    ['[x]', '(http://evil.example)'],
    ['evil.', 'example'],
    ['@', 'here'],
    ['mail', 'to:a@b.example'],
  ]) {
    const next = escapeStream()
    t.is(next(before!) + next(after!), escapeText(before! + after!))
  }
})

test('guarding twice is guarding once', (t) => {
  fc.assert(
    fc.property(hostile, (text) => {
      t.is(guardText(guardText(text)), guardText(text))
    }),
  )
})

test('plain words stay letter for letter; disguises go', (t) => {
  for (const text of ['« Âge : 15-25 ans » × Cinéma : 19,2 %', 'Q&A', 'a < b', '1.5 / 2', 'n° 3 – ★★'])
    t.is(guardText(text), text)
  t.is(guardText('a\u202eb\u0000c'), 'abc')
  t.is(guardText('loisirs.csv').replaceAll(guardMark, ''), 'loisirs.csv')
  t.is(lengthOf('a&<>'), 1 + 5 + 4 + 4)
})
