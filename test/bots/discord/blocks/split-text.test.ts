import test from 'ava'
import fc from 'fast-check'
import { cutText, shortenAll, splitText } from '../../../../bots/discord/blocks/text/split-text.ts'

test('text is cut into pieces that fit, and put together is the text; no character is halved', (t) => {
  const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'
  const text = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('\n', '\n\n', ' ', family, '\\*'),
    ),
  )
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 200 }), (parts, most) => {
      const whole = parts.join('').toWellFormed()
      const pieces = cutText(whole, most)
      t.is(pieces.join(''), whole)
      for (const piece of pieces) {
        t.true(piece.length <= most)
        t.true(piece.isWellFormed())
      }
    }),
    { numRuns: 400 },
  )
  t.deepEqual(cutText(`aaaa${family}`, 12), ['aaaa', family])
})

test('it is cut between paragraphs, lines, sentences and words, in this order', (t) => {
  t.deepEqual(cutText('un deux trois.\n\nquatre cinq', 24), ['un deux trois.\n\n', 'quatre cinq'])
  t.deepEqual(cutText('un deux trois\nquatre cinq', 20), ['un deux trois\n', 'quatre cinq'])
  t.deepEqual(cutText('Un deux. Trois quatre', 14), ['Un deux. ', 'Trois quatre'])
  t.deepEqual(cutText('un deux trois', 9), ['un deux ', 'trois'])
  t.deepEqual(cutText('abc\\*def', 4), ['abc', '\\*de', 'f'])
  t.deepEqual(cutText('ab``````', 5), ['ab', '`````', '`'])
  t.deepEqual(splitText('', 10), [])
})

test('code that is cut is closed and opened again with its language; every line of it is there', (t) => {
  const code = Array.from({ length: 400 }, (_, at) => `const line${at} = ${at}`).join('\n')
  for (const most of [2_000, 4_000]) {
    const pieces = splitText(`Voici :\n\n\`\`\`js\n${code}\n\`\`\`\nFin.`, most)
    t.true(pieces.length > 1)
    for (const piece of pieces) {
      t.true(piece.length <= most)
      t.is((piece.match(/```/g) ?? []).length % 2, 0, piece)
    }
    t.true(pieces[1]!.startsWith('```js\n'))
    const lines = pieces.join('\n').split('\n')
    for (let at = 0; at < 400; at++) t.true(lines.includes(`const line${at} = ${at}`), String(at))
    t.true(pieces.at(-1)!.endsWith('Fin.'))
  }
})

test('every piece of any Markdown has its fences closed, and no letter is lost', (t) => {
  const line = fc.oneof(
    fc.constantFrom('```', 'a ```b', '\\```', '`', ''),
    fc.stringMatching(/^[a-z <&.]{0,60}$/),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const text = lines.join('\n')
      const pieces = splitText(text, 200)
      const letters = (all: string): string => all.replace(/[\s`\\]/g, '')
      t.is(letters(pieces.join('\n')), letters(text))
      for (const piece of pieces) t.true(piece.length <= 200)
      for (const piece of pieces.slice(0, -1))
        t.is((piece.replace(/\\[\s\S](?![\s\S]*```[\s\S]*\\)/g, '').match(/```/g) ?? []).length % 2, 0, piece)
    }),
    { numRuns: 300 },
  )
})

test('labels are shortened in their middle and stay different', (t) => {
  const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 160 })
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(45, 80, 100),
      (labels, most) => {
        const short = shortenAll(labels, most)
        t.is(new Set(short).size, short.length)
        for (const one of short) t.true(one.length <= most, one)
      },
    ),
  )
})
