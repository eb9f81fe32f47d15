import type { ChatCall, TokenUsage } from './provider.ts'

/** Role, separators and the start of the answer: what each message takes besides its text. */
const perMessage = 8
/** Counting is quadratic in the length of a run without a break: long ones are counted in pieces of this length. */
const pieceCharacters = 500
/** What is counted of a text; the rest is taken to be like it. */
const sampleCharacters = 8_000

type Input = Pick<ChatCall, 'messages' | 'schema'>

const textsOf = ({ messages, schema }: Input): string[] => [
  ...messages.map(({ content }) => content),
  ...(schema ? [JSON.stringify(schema.schema)] : []),
]

const isPlain = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122
const isAccented = (code: number): boolean => code >= 0xc0 && code <= 0xff && code !== 0xd7 && code !== 0xf7

/** In UTF-8; half of a pair counts for half of it. */
const bytesOf = (code: number): number => {
  if (code < 0x80) return 1
  return code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3
}

/** Two thirds of its plain letters, even of a word that none knows; one for each letter with an accent. */
const mostOfWord = (plain: number, accented: number): number =>
  Math.max((plain * 2) / 3 + accented, Math.min(plain + accented, 2))

const space = 0x20

/** One pass without a copy: this is done before every call. */
const mostOfText = (text: string): number => {
  let [most, plain, accented] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isInside = plain + accented > 0
    if (isPlain(code)) plain++
    else if (isAccented(code)) accented++
    else {
      most += bytesOf(code) + mostOfWord(plain, accented)
      plain = accented = 0
      continue
    }
    // Tokenizers cut a word with the space before it.
    if (!isInside && text.charCodeAt(at - 1) === space) most -= 1
  }
  return most + mostOfWord(plain, accented)
}

/**
 * More tokens than the input will be counted as, for a reservation: no tokenizer makes more than one of a byte, and
 * of digits, marks and what is not Latin it may make as many. Of French and English it is two to three times as much
 * as they take.
 */
export const inputTokensAtMost = (input: Input): number =>
  Math.ceil(
    textsOf(input).reduce((most, text) => most + mostOfText(text), perMessage * input.messages.length),
  )

/** Loads its table, a quarter of a second, when a provider first fails to say what it used. */
const loadTokenizer = () => import('gpt-tokenizer/encoding/o200k_base')

/** About so many tokens; the time it takes is bounded whatever the text is. */
export const countTokens = async (text: string): Promise<number> => {
  if (text === '') return 0
  const tokenizer = await loadTokenizer()
  const sample = text.slice(0, sampleCharacters)
  let tokens = 0
  for (let at = 0; at < sample.length; at += pieceCharacters)
    // Control words such as <|endoftext|> are text here, like any other; by default they throw.
    tokens += tokenizer.countTokens(sample.slice(at, at + pieceCharacters), { disallowedSpecial: new Set() })
  return Math.ceil((tokens * text.length) / sample.length)
}

const charactersPerToken = 4

/**
 * What a call took whose provider did not say: never taken for what it did say, 0 included. Nobody bills more output
 * than was asked for, whatever came.
 * @param characters of all that came, the reasoning included, which was not kept
 */
export const estimateUsage = async (
  input: Input & Pick<ChatCall, 'maxTokens'>,
  output: string,
  characters = output.length,
): Promise<TokenUsage> => {
  const unkept = Math.ceil(Math.max(0, characters - output.length) / charactersPerToken)
  let inputTokens = perMessage * input.messages.length
  for (const text of textsOf(input)) inputTokens += await countTokens(text)
  return {
    inputTokens,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: Math.min((await countTokens(output)) + unkept, input.maxTokens),
    reasoningTokens: 0,
    source: 'estimate',
  }
}
