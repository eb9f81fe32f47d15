import test from 'ava'
import fc from 'fast-check'
import { lengthOf } from '../../../../bots/slack/blocks/escape.ts'
import { cutText, shorten, shortenAll, splitText } from '../../../../bots/slack/blocks/text/split-text.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 400 })

test('text is cut into pieces that fit, and put together is the text', (t) => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 12, max: 200 }), (text, most) => {
      const pieces = cutText(text, most)
      t.is(pieces.join(''), text)
      for (const piece of pieces) t.true(lengthOf(piece) <= most || [...piece].length === 1, piece)
      t.true(pieces.every((piece) => piece === piece.toWellFormed()))
    }),
    { numRuns: 300 },
  )
})

test('it is cut between paragraphs, lines, sentences and words, in this order', (t) => {
  t.deepEqual(cutText('un deux trois.\n\nquatre cinq', 24), ['un deux trois.\n\n', 'quatre cinq'])
  t.deepEqual(cutText('un deux trois\nquatre cinq', 20), ['un deux trois\n', 'quatre cinq'])
  t.deepEqual(cutText('Un deux. Trois quatre', 14), ['Un deux. ', 'Trois quatre'])
  t.deepEqual(cutText('un deux trois', 9), ['un deux ', 'trois'])
  t.deepEqual(cutText('abcdefghij', 4), ['abcd', 'efgh', 'ij'])
  t.deepEqual(cutText('', 10), [])
})

test('what people see as one letter is not taken apart', (t) => {
  const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'
  t.deepEqual(cutText(`aaaa${family}`, 12), ['aaaa', family])
  t.true(cutText(family, 4).every((piece) => piece === piece.toWellFormed()))
  for (const piece of cutText('é'.repeat(30).normalize('NFD'), 7)) t.notRegex(piece, /^\p{M}/u)
})

test('code that is cut is closed and opened again; every line of it is there', (t) => {
  const code = Array.from({ length: 60 }, (_, at) => `const line${at} = ${at}`).join('\n')
  const pieces = splitText(`Voici :\n\n\`\`\`js\n${code}\n\`\`\`\nFin.`, 400)
  t.true(pieces.length > 3)
  for (const piece of pieces) {
    t.true(lengthOf(piece) <= 400)
    t.is((piece.match(/^```/gm) ?? []).length % 2, 0, piece)
  }
  t.true(pieces[1]!.startsWith('```js\n'))
  const lines = pieces.join('\n').split('\n')
  for (let at = 0; at < 60; at++) t.true(lines.includes(`const line${at} = ${at}`), String(at))
  t.true(pieces.at(-1)!.endsWith('Fin.'))
})

test('every piece of Markdown has its fences closed, and no letter is lost', (t) => {
  const line = fc.oneof(
    fc.constantFrom('```', '```py', '~~~', '````', ''),
    fc.stringMatching(/^[a-z <&.]{0,60}$/),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const text = lines.join('\n')
      const pieces = splitText(text, 200)
      const letters = (all: string): string => all.replace(/^\s*(?:`{3,}|~{3,}).*$/gm, '').replace(/\s/g, '')
      t.is(letters(pieces.join('\n')), letters(text))
      for (const piece of pieces) t.true(lengthOf(piece) <= 200)
    }),
    { numRuns: 200 },
  )
})

test('labels are shortened in their middle and stay different', (t) => {
  t.is(shorten('court', 20), 'court')
  t.is(shorten('Profession : Cadre × Exposition / musée', 20).length <= 20, true)
  const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 20 }), fc.constantFrom(20, 75), (labels, most) => {
      const short = shortenAll(labels, most)
      t.is(new Set(short).size, short.length)
      for (const one of short) t.true(lengthOf(one) <= most, one)
    }),
  )
  t.is(new Set(shortenAll(Array(20).fill('le même libellé, bien trop long'), 20)).size, 20)
})
