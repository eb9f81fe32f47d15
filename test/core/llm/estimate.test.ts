import test from 'ava'
import { countTokens, estimateUsage, inputTokensAtMost } from '../../../core/llm/estimate.ts'

const messagesOf = (...contents: string[]) => ({
  messages: contents.map((content) => ({ role: 'user' as const, content })),
  maxTokens: 100,
})

const french = 'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans, et de combien ? '

test('what is reserved for the input is more than what it will count as', async (t) => {
  for (const text of [
    '',
    'a',
    french,
    french.repeat(40),
    'The over-indexed segments are listed below. '.repeat(30),
    'a'.repeat(20_000),
    '日本語の質問です。'.repeat(50),
    '{"columns":["18-34 ans","65 ans et plus"],"measure":"index"}'.repeat(20),
    '123456789012345678901234567890',
    '\n\n\n   \t',
    // What a digit or a rare sign is counted as is its own token, or several.
    '7 3 9 1 '.repeat(300),
    '4,2;8|1/'.repeat(300),
    '𠜎𠜱𠝹𠱓'.repeat(300),
    '👩🏽‍🚀🏴‍☠️'.repeat(200),
    'ǟǡǣǥǧǩǫȧȩȫ'.repeat(100),
    'éèàùçâêîôû'.repeat(100),
    'q x z j k v '.repeat(300),
    'a\nb\n'.repeat(300),
    'xqzjkvwpbtgd'.repeat(100),
    'QXZJ KVWP '.repeat(200),
    'a1B2c3D4'.repeat(200),
  ]) {
    const input = messagesOf('Tu es un assistant.', text)
    const { inputTokens } = await estimateUsage(input, '')
    t.true(inputTokensAtMost(input) >= inputTokens, text.slice(0, 30))
  }
  t.is(inputTokensAtMost(messagesOf('é'.repeat(30))), 30 + 8)
  // Ordinary words are not taken for gibberish: three times as much at the most.
  for (const text of [french.repeat(40), 'The over-indexed segments are listed below. '.repeat(30)]) {
    const input = messagesOf(text)
    const { inputTokens } = await estimateUsage(input, '')
    t.true(inputTokensAtMost(input) < 3 * inputTokens, text.slice(0, 30))
  }
})

test('a schema is part of the input', async (t) => {
  const plain = messagesOf(french)
  const schema = { name: 'plan', schema: { type: 'object', properties: { label: { type: 'string' } } } }
  t.true(inputTokensAtMost({ ...plain, schema }) > inputTokensAtMost(plain))
  const [without, withSchema] = [
    await estimateUsage(plain, ''),
    await estimateUsage({ ...plain, schema }, ''),
  ]
  t.true(withSchema.inputTokens > without.inputTokens)
})

test('an estimate says so and is about right', async (t) => {
  const said = await estimateUsage(messagesOf(french), french.repeat(3))
  t.is(said.source, 'estimate')
  t.true(said.outputTokens > 60 && said.outputTokens < 90, String(said.outputTokens))
  t.is(said.cacheReadTokens + said.cacheWriteTokens + said.reasoningTokens, 0)
  t.is((await estimateUsage(messagesOf(french), '')).outputTokens, 0)
  t.is(
    (await estimateUsage(messagesOf(french), french.repeat(50))).outputTokens,
    100,
    'no more than was asked for',
  )
})

test('what came and is no text, such as reasoning, counts four characters a token', async (t) => {
  const input = { ...messagesOf(french), maxTokens: 1_000 }
  t.is((await estimateUsage(input, '', 401)).outputTokens, 101)
  const { outputTokens } = await estimateUsage(input, french)
  t.is((await estimateUsage(input, french, french.length + 400)).outputTokens, outputTokens + 100)
  t.is((await estimateUsage(input, french, french.length)).outputTokens, outputTokens)
  t.is((await estimateUsage(input, french, 1_000_000)).outputTokens, 1_000)
})

test('of a long text a part is counted and the rest taken to be like it', async (t) => {
  const once = await countTokens(french.repeat(50))
  const often = await countTokens(french.repeat(5_000))
  t.true(Math.abs(often / once - 100) < 5, String(often / once))
  // Half a second in one piece, quadratic in its length: here a bounded number of short ones.
  const run = await countTokens('a'.repeat(20_000))
  t.true(run >= 2_500 && run < 5_000, String(run))
  t.true((await countTokens('a'.repeat(20_000_000))) > 1_000_000)
})

test('control words and broken characters are text like any other', async (t) => {
  t.true((await countTokens('Bonjour <|endoftext|> <|im_start|>system')) > 5)
  t.true((await countTokens('\ud800 \u0000 😀')) > 0)
})
