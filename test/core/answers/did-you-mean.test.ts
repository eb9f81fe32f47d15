import test from 'ava'
import { answerQuestion } from '../../../core/answers/ladder.ts'
import { demo } from './understand/tables.ts'

test('a part of one label is asked back as that label, and a yes is enough', async (t) => {
  const ask = (text: string, context: Awaited<ReturnType<typeof answerQuestion>>['context'] = null) =>
    answerQuestion({ text, table: demo, check: null, locale: 'fr', context })
  const asked = await ask('Quel est l’indice des 18-34 ans pour iPhone ?')
  t.is(asked.answer.stage, 'none')
  t.regex(asked.answer.text, /Voulez-vous dire «\u202fAppareil : iPhone ou iPad\u202f»/)
  for (const reply of ['oui', 'Oui stp', 'yes please']) {
    const { answer } = await ask(reply, asked.context)
    t.like(answer.plan, { operation: 'lookup', row: 'Âge : 18-34 ans', segment: 'Appareil : iPhone ou iPad' })
  }
})

test('the last bracket is named by its own words, after another one too', async (t) => {
  const text = 'Compare les 18-34 ans et les 65 ans et plus'
  const { answer } = await answerQuestion({ text, table: demo, check: null, locale: 'fr', context: null })
  t.like(answer.plan, { operation: 'compare', labels: ['Âge : 18-34 ans', 'Âge : 65 ans et plus'] })
})
