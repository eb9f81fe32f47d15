import type { ChatMessage } from '../../llm/provider.ts'
import type { Locale } from '../answer.ts'
import type { Question } from '../rung.ts'
import type { Fault, Ground } from './guard/ground.ts'
import { asData, systemPrompt } from './prompt.ts'

const languages: Record<Locale, string> = { fr: 'French', en: 'English' }

const rulesFor = (locale: Locale): string[] => [
  `You word an answer in ${languages[locale]}, professional and plain, from the draft that a program made. All that you say is in the draft.`,
  'Figures are placeholders such as {c3}; the program puts the figure with its unit in their place. Write no number of your own, neither in digits nor in words (no "half", "twice", "a third", "most of", "first three").',
  'The placeholders in `figures` may stand in sentences of your own: in each, the label or labels of the figure are named too, in quotes, exactly as in the draft.',
  'With several labels in a sentence, each figure stands right after its own label: « A » : {c1}, « B » : {c2}. No "respectively". No label without its figure in such a sentence.',
  'Any other placeholder stands only in a sentence copied word for word from the draft.',
  'An index is {c1} and nothing more: no "%", no "points", no "more than". A share says of what: {c2} of the segment, or of the profile, as `figures` tells.',
  'Quotes are for labels only. Paragraphs, and lists with "- "; no headings, tables, links, HTML, code, emoji.',
  'Claim no cause. Answer the question first. Six sentences and one list at most.',
]

/**
 * What a model words: the template's text with placeholders, so that it has every relation and caution and no figure
 * to copy wrongly.
 */
export const wordMessages = (question: Question, ground: Ground, draft: string): ChatMessage[] => {
  const { locale } = ground
  const figures = [...ground.figures.values()].map(({ id, measure, row, segment }) => ({
    placeholder: `{${id}}`,
    measure: measure === 'vertical' ? 'share of the segment' : measure === 'horizontal' ? 'share of the profile' : measure,
    profile: row,
    segment,
  })) // biome-ignore format: one figure, read at a glance
  return [
    { role: 'system', content: systemPrompt(question, { locale, rules: rulesFor(locale) }) },
    {
      role: 'user',
      content: `${asData({ question: question.text, draft, figures: figures.slice(0, 120) })}\n\nWord the answer.`,
    },
  ]
}

const reasons: Record<string, string> = {
  written_number: 'a number that is no placeholder',
  unknown_placeholder: 'there is no such placeholder',
  draft_figure: 'this placeholder stands only in a sentence copied word for word from the draft',
  unknown_label: 'what is in quotes is no label of the file',
  ambiguous_label: 'this may be several labels; write it in full, in quotes',
  misplaced_figure: 'the figure does not stand right after its own label',
  label_without_figure: 'this label has no figure in the sentence',
  runs_into_text: 'the figure runs into the words beside it',
  bent_figure: 'the figure is exact; nothing is added to it',
  wrong_measure: 'the words name another measure than the figure’s',
  wrong_whole: 'the share is not of this whole',
  wrong_direction: 'the index says the opposite',
  moved_sentence: 'the draft says this of other labels than the text spoke of last; name them just before it',
  markup: 'markup',
  address: 'an address',
  mention: 'a mention',
  key: 'something like a key',
  too_long: 'too long',
  half_sentence: 'the sentence has no end',
  no_figure: 'the answer has no figure of the draft',
  empty: 'there was no text',
}

/** What a repair is told of each fault. */
export const describeFault = ({ code, part, sentence }: Fault & { sentence: string }): string => {
  const where = sentence ? `in ${JSON.stringify(sentence)}: ` : ''
  return `${where}${reasons[code] ?? code}${part ? ` (${JSON.stringify(part)})` : ''}`
}
