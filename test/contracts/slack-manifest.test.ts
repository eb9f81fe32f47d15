import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import test from 'ava'
import { appManifest, optionalScopes, scopes } from '../../bots/slack/manifest.ts'

const schemaFile = new URL('../../../shared/contracts/slack/manifest.schema.2.0.0.json', import.meta.url)
const isAtHand = existsSync(schemaFile)

for (const locale of ['fr', 'en'] as const)
  for (const publicUrl of ['https://sextant.example.org', null])
    for (const isDistributed of [true, false])
      (isAtHand ? test : test.skip)(
        `the manifest passes Slack's schema: ${locale}, ${publicUrl ? 'HTTP' : 'Socket Mode'}, ${isDistributed ? 'many' : 'one'}`,
        (t) => {
          const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
          const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
          const manifest = appManifest({ name: 'Sextant', locale, publicUrl, isDistributed })
          t.true(validate(manifest), JSON.stringify(validate.errors, null, 1))
        },
      )

test('the manifest asks for each scope once, and says which can be left out', (t) => {
  const { oauth_config } = appManifest({
    name: 'Sextant',
    locale: 'en',
    publicUrl: 'https://sextant.example.org',
    isDistributed: true,
  })
  const { bot, bot_optional } = oauth_config.scopes
  t.is(new Set(bot).size, bot.length)
  t.deepEqual(bot_optional, Object.keys(optionalScopes))
  t.true(bot.includes('app_mentions:read'))
  for (const why of Object.values({ ...scopes, ...optionalScopes })) t.true(why.length > 5)
})
