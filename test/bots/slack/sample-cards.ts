import type { Answer, Locale } from '../../../core/answers/answer.ts'
import { AppError } from '../../../core/errors.ts'
import { answerCard, errorCard, noticeCard, stagesCard } from '../../../core/messaging/answer-card.ts'
import type { Card, CardButton, Form } from '../../../core/messaging/card.ts'
import { detailsCard } from '../../../core/messaging/details-card.ts'
import { sourceCard } from '../../../core/messaging/source-card.ts'
import { sampleAnswer, sampleQuestions } from '../../fixtures/answers.ts'

const button = (label: string, action: string, style: CardButton['style'] = 'plain'): CardButton => ({
  kind: 'button',
  label,
  style,
  action,
  value: { assistant_id: '01932f00-0000-7000-8000-0000000000b1' },
  confirm: null,
})

/** Cards as the product shows them, by name, in a language. */
export const sampleCards = async (locale: Locale): Promise<Record<string, Card>> => {
  const answers: [string, Answer][] = []
  for (const [name, question] of Object.entries(sampleQuestions[locale]))
    answers.push([name, await sampleAnswer(question, locale)])
  const top = answers[0]![1]
  const computed = top.claims.find(({ formula }) => formula && /\bc\d/.test(formula))
  return {
    ...Object.fromEntries(answers.map(([name, answer]) => [name, answerCard(answer, { canRate: true })])),
    fallback: answerCard(
      { ...top, model: 'sage-1', stage: 'model', fallback_reason: 'overload', response_time_ms: 2_340 },
      {
        canRate: true,
        assistant: 'Loisirs 2026',
        usage: { kind: 'requests', used_percent: 83, limit: 1_000, remaining: 170, refills_on: '2026-12-01' },
      },
    ),
    source: sourceCard(top, 'c1')!,
    ...(computed && { computed: sourceCard(top, computed.id)! }),
    details: detailsCard(top, {
      stages: [
        { stage: 'data', outcome: 'answered', took_ms: 12, rows: 5, model: null, cost_nano_usd: 0, detail: null },
        {
          stage: 'model', outcome: 'failed', took_ms: 5_020, rows: 0, model: 'sage-1', cost_nano_usd: null,
          detail: 'timeout',
        },
      ], // biome-ignore format: one line a stage
      attempts: [
        {
          llm: 'sage-1', provider: 'openai', purpose: 'word', outcome: 'timeout', input_tokens: null,
          output_tokens: null, cost_nano_usd: null, first_token_ms: null, took_ms: 5_000,
        },
      ], // biome-ignore format: one line an attempt
    }),
    stages: stagesCard(locale, [
      { stage: 'understand', state: 'done', detail: null },
      { stage: 'data', state: 'running', detail: null },
      { stage: 'word', state: 'waiting', detail: null },
    ]),
    error: errorCard(locale, new AppError('file_too_large', 'Too large.', { details: { limit: 20 } })),
    notice: noticeCard(locale, locale === 'fr' ? 'C’est enregistré.' : 'Saved.', 'good'),
  }
}

/** A home page of three cards. */
export const sampleHome = (locale: Locale): Card[] => {
  const isFrench = locale === 'fr'
  const say = (fr: string, en: string): string => (isFrench ? fr : en)
  return [
    {
      tone: 'plain',
      title: say('Tableau de bord', 'Dashboard'),
      parts: [
        { kind: 'heading', text: say('Vos assistants', 'Your assistants') },
        {
          kind: 'figures',
          figures: [
            {
              label: 'loisirs-2026.xlsx',
              figure: 'Loisirs 2026',
              source: button(say('Ouvrir', 'Open'), 'assistant.show'),
            },
            {
              label: 'bio-2026.csv',
              figure: 'Étude bio 2026',
              source: button(say('Ouvrir', 'Open'), 'assistant.show'),
            },
          ],
        },
        {
          kind: 'controls',
          controls: [
            button(say('Créer un assistant', 'Create an assistant'), 'assistant.create', 'primary'),
            button(say('Aide', 'Help'), 'help'),
          ],
        },
      ],
      footer: null,
    },
    {
      tone: 'plain',
      title: null,
      parts: [
        { kind: 'heading', text: say('Consommation', 'Usage') },
        {
          kind: 'fields',
          fields: [
            {
              name: say('Questions ce mois-ci', 'Questions this month'),
              value: say('412 sur 1 000', '412 of 1,000'),
            },
            { name: 'Budget', value: say('18,40 $ sur 50 $', '$18.40 of $50') },
          ],
        },
      ],
      footer: null,
    },
    {
      tone: 'plain',
      title: null,
      parts: [
        { kind: 'heading', text: say('Dernières réponses', 'Recent answers') },
        {
          kind: 'text',
          text: say(
            '- **Loisirs 2026** : « Femmes 25-34 ans », les cinq segments les plus forts\n- **Étude bio 2026** : que contient le fichier ?',
            '- **Loisirs 2026**: “Femmes 25-34 ans”, the top five segments\n- **Étude bio 2026**: what is in the file?',
          ),
        },
      ],
      footer: say('Mis à jour à 14 h 32', 'Updated at 2:32 pm'),
    },
  ]
}

const roles: Record<Locale, [string, string][]> = {
  fr: [
    ['interview', 'Libellé (Interview)'], ['segment', 'Segment'], ['index', 'Indice'], ['vertical', '% vertical'],
    ['horizontal', '% horizontal'], ['count', 'Effectif'], ['ignored', 'Ignorée'],
  ],
  en: [
    ['interview', 'Label (Interview)'], ['segment', 'Segment'], ['index', 'Index'], ['vertical', 'Vertical %'],
    ['horizontal', 'Horizontal %'], ['count', 'Sample'], ['ignored', 'Ignored'],
  ],
} // biome-ignore format: two lists, read at a glance

/** A dialog that asks which column of a file is which. */
export const mappingForm = (locale: Locale): Form => {
  const isFrench = locale === 'fr'
  const columns = ['Cible', 'Loisir', 'Indice', '% Vert', '% Horz', 'n']
  const options = roles[locale].map(([value, label]) => ({ value, label, description: null }))
  return {
    action: 'data.map',
    title: isFrench ? 'Colonnes du fichier' : 'Columns of the file',
    submit: isFrench ? 'Appliquer' : 'Apply',
    cancel: isFrench ? 'Annuler' : 'Cancel',
    value: { dataset_id: '01932f00-0000-7000-8000-0000000000d1' },
    intro: isFrench
      ? '**loisirs-2026.xlsx** — 12 lignes lues, 12 gardées. Dites quelle colonne est laquelle.'
      : '**loisirs-2026.xlsx** — 12 rows read, 12 kept. Say which column is which.',
    fields: [
      {
        kind: 'text', name: 'name', label: isFrench ? 'Nom' : 'Name', hint: null, value: 'Loisirs 2026',
        isLong: false, isRequired: true, maxCharacters: 100,
      },
      ...columns.map((column, at) => ({
        kind: 'select' as const, name: `column_${at}`, label: column,
        hint: at === 1 ? (isFrench ? 'Supposé : nom proche' : 'Guessed: similar name') : null,
        value: roles[locale][at]![0], isRequired: true, options,
      })),
      {
        kind: 'text', name: 'instructions', label: 'Instructions', hint: null, value: null, isLong: true,
        isRequired: false, maxCharacters: 4_000,
      },
      { kind: 'file', name: 'file', label: isFrench ? 'Fichier' : 'File', hint: null, isRequired: false },
    ],
  } // biome-ignore format: one line a field
}
