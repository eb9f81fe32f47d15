import test from 'ava'
import fc from 'fast-check'
import { openSplitter, splitSentences } from '../../../../core/answers/model/guard/split-sentences.ts'

const text =
  '## Titre\n\nUne phrase. Une autre ! « M. Dupont est là. » suit ?\n\n- premier point\n- deuxième. Suite\n1. un\n2) deux\n* trois\n**Gras** fin'

test('sentences, lines, bullets', (t) => {
  t.deepEqual(
    splitSentences(text).map(({ lead, text: one }) => `${JSON.stringify(lead)} ${one}`),
    [
      '"" Titre', '"\\n\\n" Une phrase.', '" " Une autre !', '" " « M. Dupont est là. » suit ?', '"\\n\\n- " premier point',
      '"\\n- " deuxième.', '" " Suite', '"\\n- " un', '"\\n- " deux', '"\\n- " trois', '"\\n" **Gras** fin',
    ], // biome-ignore format: one sentence, one text
  )
})

test('however a text is cut into pieces, its sentences are the same', (t) => {
  const whole = splitSentences(text)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 200, maxLength: 200 }), (sizes) => {
      const splitter = openSplitter()
      const found = []
      let at = 0
      for (const size of sizes) {
        found.push(...splitter.feed(text.slice(at, at + size)))
        at += size
      }
      t.deepEqual([...found, ...splitter.end()], whole)
    }),
    { numRuns: 200, seed: 3 },
  )
})
