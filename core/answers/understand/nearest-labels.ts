import { alikeWords, type LabelIndex } from './label-index.ts'
import { classesOf } from './synonyms.ts'
import { fold, type Token, tokenise } from './text.ts'

/** Words that come near a label without meaning it: good for a suggestion, never for an answer. */
const nearWords: Record<string, string> = {
  single: 'never married celibataire',
  unmarried: 'never married single',
  bachelor: 'never married single',
  celibataire: 'never married',
  widowhood: 'widowed',
  film: 'cinema movie',
  livre: 'lecture reading',
  book: 'lecture reading',
  concert: 'spectacle musique',
  theatre: 'spectacle',
  liberal: 'democrat',
  conservative: 'republican',
  heavy: '5',
}
const youngWords = /^(?:jeune|young|younger|ado|adolescent|teen|teenager|etudiant|student|millennial)$/
const oldWords =
  /^(?:vieux|vieille|senior|aine|agee|old|older|elderly|retraite|pensioner|retiree|retired|boomer)$/

export const isAgeAdjective = ({ fold: word, stem: one }: Token): boolean =>
  [youngWords, oldWords].some((words) => words.test(word) || words.test(one))

const populationWords =
  /^(?:femme|woman|homme|man|fille|garcon|girl|boy|enfant|child|children|kid|mere|pere|mother|father|parent)$/

/** A population that the file may not have but the question may mean: such a word is never left aside. */
export const isPopulation = (token: Token): boolean =>
  populationWords.test(token.stem) || isAgeAdjective(token)

/** Youngest or oldest brackets for words such as « jeunes », "seniors". */
const bracketsNear = (index: LabelIndex, words: readonly Token[], most: number): string[] => {
  const sorted = [...index.brackets].sort((a, b) => a.from - b.from).map(({ label }) => label)
  if (words.some(({ fold: word, stem: one }) => youngWords.test(word) || youngWords.test(one)))
    return sorted.slice(0, most)
  if (words.some(({ fold: word, stem: one }) => oldWords.test(word) || oldWords.test(one)))
    return sorted.reverse().slice(0, most)
  return []
}

/** Labels with a word that means the same as another, or is spelt like it, and how alike they are. */
const labelsNear = (index: LabelIndex, word: string): [string, number][] => {
  const synonyms = classesOf(word).flatMap((group) => index.byClass.get(group) ?? [])
  const words = [...synonyms.map((id): [number, number] => [id, 0.95]), ...alikeWords(index, word, 20)]
  return words.flatMap(([id, dice]) => {
    const { entries, stem } = index.words[id]!
    return entries
      .slice(0, 50)
      .map((at) => index.entries[at]!)
      .filter((entry) => entry.kind === 'label')
      .map((entry): [string, number] => [
        entry.text,
        entry.aliases[0]?.words.includes(stem) ? dice : dice / 2,
      ])
  })
}

/** Labels closest to words that are no label, best first. */
export const nearestLabels = (index: LabelIndex, words: string, most = 3): string[] => {
  const scores = new Map<string, number>()
  const typed = tokenise(fold(words)).slice(0, 8)
  const brackets = bracketsNear(index, typed, most)
  if (brackets.length) return brackets
  const meant = typed.flatMap((token) => tokenise(nearWords[token.stem] ?? token.fold))
  for (const token of meant)
    for (const [label, alikeness] of labelsNear(index, token.stem))
      if ((scores.get(label) ?? 0) < alikeness) scores.set(label, alikeness)
  const ranked = [...scores].sort((a, b) => b[1] - a[1]).map(([label]) => label)
  for (const { kind, text } of index.entries) {
    if (ranked.length >= most) break
    if (kind === 'label' && !scores.has(text)) ranked.push(text)
  }
  return ranked.slice(0, most)
}
