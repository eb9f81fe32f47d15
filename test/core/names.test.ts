import test from 'ava'
import fc from 'fast-check'
import { lineOfText, skeletonOf } from '../../core/names.ts'

const read = (text: string) => lineOfText(40).safeParse(text)

test('a name is one line that hides nothing', (t) => {
  for (const bad of [
    '', '   ', 'a\u0000b', 'a\nb', 'a\u2028b', '\u202eabc', 'a\u200bb', 'a\u00adb', '\u2066abc', 'a\ufeffb',
    'a\u3164b', '\ud800', 'x'.repeat(41),
  ]) // biome-ignore format: one list, read at a glance
    t.false(read(bad).success, JSON.stringify(bad))
  for (const good of [
    'DSI',
    'Études & Média',
    'O’Brien-Łukasz',
    'خدمة التسويق',
    'マーケティング',
    '50+',
    '👩 Équipe',
  ])
    t.true(read(good).success, good)
  t.is(read('  Direction \u00a0  générale ').data, 'Direction générale')
  t.is(read('e\u0301tudes').data, 'études')
})

test('names that the eye takes for one another have one skeleton', (t) => {
  const pairs = [
    ['Marketing', 'marketing'],
    ['Marketing', 'Маrkеting'],
    ['Marketing', 'rnarketing'],
    ['Finance 1', 'finance l'],
    ['Études', 'E\u0301TUDES'],
    ['Marketing', 'Ｍａｒｋｅｔｉｎｇ'],
    ['Etudes media', 'Etudesmedia'],
    ['scope', 'ѕсоре'],
  ] as const
  for (const [one, other] of pairs) t.is(skeletonOf(one), skeletonOf(other), `${one} ${other}`)
  for (const [one, other] of [
    ['Mail', 'Mall'],
    ['Études', 'Etudes'],
    ['Finance 1', 'Finance 2'],
    ['Paris', 'Lyon'],
  ] as const)
    t.not(skeletonOf(one), skeletonOf(other), `${one} ${other}`)
})

test('the skeleton of a name does not change with its case', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abcdefghijkmnopqrstuvwxyz éàç0') }), (name) => {
      t.is(skeletonOf(name.toUpperCase()), skeletonOf(name))
    }),
  )
})
