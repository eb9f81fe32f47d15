import test from 'ava'
import { openSlackDesk } from '../helpers/slack-desk.ts'
import { isWhole } from '../helpers/slack-town.ts'

test('a workspace is bound, a mention is answered in its thread, and the thread goes on', async (t) => {
  const { world, openTenant, bind } = await openSlackDesk(t)
  const ada = world.addUser({ role: 'admin' })
  const bob = world.addUser({ role: 'member' })
  const general = world.addChannel({ name: 'general' })
  const tenant = await openTenant()
  const assistantId = await tenant.makeAssistant('Masculinités', { public: true })
  t.truthy(assistantId)

  await world.user(bob.id).mention(general.id, 'indice de Mac chez les 18-34 ans')
  await world.settle()
  t.false(
    world.ephemerals(bob.id).some(({ words }) => /Mac/.test(words)),
    'nothing of any tenant before it is bound',
  )
  await bind(tenant, ada.id)
  const asked = await world.user(bob.id).mention(general.id, 'indice de Mac chez les 18-34 ans')
  const answer = await world.until(() =>
    world.messages(general.id, { thread: asked.ts }).find((one) => one.isFromApp && isWhole(one)),
  )
  t.regex(answer.words, /Mac/)
  t.regex(answer.words, /\d/)
  const more = await world.user(bob.id).say(general.id, 'et chez les 35-64 ans ?', { thread: asked.ts })
  t.truthy(more)
  const answers = await world.until(() => {
    const found = world
      .messages(general.id, { thread: asked.ts })
      .filter((one) => one.isFromApp && isWhole(one))
    return found.length >= 2 ? found : undefined
  })
  t.is(answers.length, 2)
  t.regex(answers[1]!.words, /35-64/)
  t.deepEqual(world.violations, [])
})
