import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import test from 'ava'
import { isContractAtHand, readContract } from '../../../helpers/discord/contracts.ts'
import { callerOf, message, openTown, texts } from './town.ts'

const openChecker = () => {
  const contract = readContract()
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  formats.default(ajv)
  for (const name of ['snowflake', 'nonce', 'emoji']) ajv.addFormat(name, true)
  ajv.addSchema({ $id: 'discord', components: contract.components })
  return (schema: string, answer: unknown): string[] => {
    const validate = ajv.compile({ $ref: `discord#/components/schemas/${schema}` })
    if (validate(answer)) return []
    return validate.errors!.map(
      ({ instancePath, message: words, params }) => `${instancePath} ${words} ${JSON.stringify(params)}`,
    )
  }
}

const shaped = isContractAtHand ? test : test.skip

shaped('what the fake answers has the shape of the contract', async (t) => {
  const { discord, general, guild, ada, person } = await openTown(t)
  const call = callerOf(discord)
  const check = openChecker()
  const at = `/channels/${general.id}/messages`
  const asked = await person.mention(general.id, 'hello', { files: [{ name: 'a.csv', bytes: 'a;b' }] })
  const created = await call(
    'POST',
    at,
    message({ ...texts('a'), message_reference: { message_id: asked.id } }),
  )
  const thread = await call('POST', `${at}/${asked.id}/threads`, { name: 'Hello' })
  const commands = await call('PUT', `/applications/${discord.applicationId}/commands`, [
    { name: 'a', description: 'b' },
  ])
  const answers: [string, unknown][] = [
    ['MessageResponse', created.body],
    ['MessageResponse', (await call('GET', `${at}/${asked.id}`)).body],
    ['ThreadResponse', thread.body],
    ['ApplicationCommandResponse', commands.body[0]],
    ['UserPIIResponse', (await call('GET', '/users/@me')).body],
    ['UserResponse', (await call('GET', `/users/${ada.id}`)).body],
    ['GuildChannelResponse', (await call('GET', `/channels/${general.id}`)).body],
    ['PrivateChannelResponse', (await call('POST', '/users/@me/channels', { recipient_id: ada.id })).body],
    ['GuildWithCountsResponse', (await call('GET', `/guilds/${guild.id}`)).body],
    ['GuildMemberResponse', (await call('GET', `/guilds/${guild.id}/members/${ada.id}`)).body],
    ['GatewayBotResponse', (await call('GET', '/gateway/bot')).body],
    ['PrivateApplicationResponse', (await call('GET', '/applications/@me')).body],
  ]
  const faults = answers.flatMap(([schema, answer]) =>
    check(schema, answer).map((fault) => `${schema} ${fault}`),
  )
  t.deepEqual(faults, [])
  t.deepEqual(discord.violations, [])
})
