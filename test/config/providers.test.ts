import test from 'ava'
import { ConfigurationError, readConfig } from '../../config/env.ts'

test('without a variable: the providers’ own addresses, no key, and no Ollama', (t) => {
  const { openai, anthropic, deepseek, ollama } = readConfig({
    OPENAI_API_KEY: '',
    OLLAMA_BASE_URL: '',
  }).providers
  for (const { apiKey, baseUrl } of [openai, anthropic, deepseek]) {
    t.is(apiKey, null)
    t.regex(baseUrl!, /^https:/)
  }
  t.deepEqual(ollama, { apiKey: null, baseUrl: null })
})

test('an operator may name any address, his own machine’s too', (t) => {
  const base = 'http://127.0.0.1:4010/v1'
  const { providers } = readConfig({ OPENAI_API_KEY: 'key-1', OPENAI_BASE_URL: `${base}/` })
  t.deepEqual(providers.openai, { apiKey: 'key-1', baseUrl: base })
  for (const given of ['http://127.0.0.1:4011', 'http://127.0.0.1:4011/', 'http://127.0.0.1:4011/v1/'])
    t.is(readConfig({ OLLAMA_BASE_URL: given }).providers.ollama.baseUrl, 'http://127.0.0.1:4011/v1')
  t.is(readConfig({ OLLAMA_BASE_URL: `${base}/a` }).providers.ollama.baseUrl, `${base}/a`)
})

test('what is ill-formed is told all at once, and never shown', (t) => {
  const env = {
    OPENAI_API_KEY: 'can ary',
    ANTHROPIC_API_KEY: 'canary\n',
    DEEPSEEK_BASE_URL: 'ftp://canary',
    OLLAMA_BASE_URL: 'canary',
  }
  const { faults } = t.throws(() => readConfig(env), { instanceOf: ConfigurationError }) as ConfigurationError
  t.deepEqual(faults.map((fault) => fault.split(' ')[0]).sort(), Object.keys(env).sort())
  t.false(faults.join().includes('canary'))
})
