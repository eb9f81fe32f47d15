import test from 'ava'
import { allScopes } from '../helpers/slack/slack-world.ts'
import { openSlackDesk } from '../helpers/slack-desk.ts'

const look = { logo_url: 'https://cdn.example.org/logo.png', show_branding: false }
const question = 'indice de Mac chez les 18-34 ans'

for (const isGranted of [true, false])
  test(`a deployment’s own token ${isGranted ? 'with' : 'without'} chat:write.customize: ${isGranted ? 'the assistant’s name and logo' : 'the app’s'}`, async (t) => {
    const scopes = isGranted ? [...allScopes, 'chat:write.customize'] : allScopes
    const { world, openTenant, bind } = await openSlackDesk(t, { scopes })
    const ada = world.addUser({ role: 'admin' })
    const general = world.addChannel({ name: 'general' })
    const tenant = await openTenant()
    const assistantId = await tenant.makeAssistant('Masculinités', { public: true, ...look })
    await bind(tenant, ada.id)
    const person = world.user(ada.id)
    const asked = await person.mention(general.id, question)
    const answersIn = (): ReturnType<typeof world.messages> =>
      world.messages(general.id, { thread: asked.ts }).filter(({ isFromApp }) => isFromApp)
    const isWhole = ({ words }: { words: string }): boolean => words.includes('Détails')
    const answer = await world.until(() => answersIn().find(isWhole))
    t.deepEqual(answer.author, isGranted ? { username: 'Masculinités', iconUrl: look.logo_url } : null)

    // A message that is of no user for Slack is still ours: its buttons work, and it is answered by nobody.
    await person.click(answer, 'Détails')
    await world.settle()
    t.true(world.ephemerals(ada.id).length > 0 || world.views(ada.id).length > 0)
    t.is(answersIn().length, 1)

    await tenant.send('PATCH', `/v1/assistants/${assistantId}`, {
      json: { name: 'Nouveau nom', logo_url: null },
    })
    await person.say(general.id, 'et chez les 35-64 ans ?', { thread: asked.ts })
    const second = await world.until(() => answersIn()[1])
    t.deepEqual(second.author, isGranted ? { username: 'Nouveau nom', iconUrl: null } : null)
    t.deepEqual(world.violations, [])
  })
