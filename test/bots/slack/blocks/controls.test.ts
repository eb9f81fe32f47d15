import test from 'ava'
import { actionIdOf, blockIdOf, parseActionId, readControl } from '../../../../bots/slack/blocks/controls.ts'
import { renderCard } from '../../../../bots/slack/blocks/render-card.ts'
import type { CardControl } from '../../../../core/messaging/card.ts'

test('an id says its action, whatever makes it differ', (t) => {
  t.is(actionIdOf('answer.source', 3), 'answer.source:3')
  t.is(parseActionId('answer.source:3'), 'answer.source')
  t.is(parseActionId('answer.source'), 'answer.source')
})

test('what is pressed is what was put on the card', (t) => {
  const value = { message_id: '01932f00-0000-7000-8000-0000000000a1', claim: 'c1' }
  const controls: CardControl[] = [
    { kind: 'button', label: 'Voir', style: 'plain', action: 'answer.source', value, confirm: null },
    {
      kind: 'select', label: 'Choisir', action: 'assistant.use', value: { from: 'home' }, selected: null,
      options: [{ label: 'Un', value: 'id-1', description: 'Premier' }],
    },
  ] // biome-ignore format: one control a line
  const [message] = renderCard(
    { tone: 'plain', title: null, parts: [{ kind: 'controls', controls }], footer: null },
    { locale: 'fr' },
  )
  type Element = { action_id: string; value?: string; options?: { value: string }[] }
  const [select, button] = message!.blocks.map(({ block_id, elements }) => {
    const [element] = elements as Element[]
    return { ...element!, block_id: block_id as string | undefined }
  })
  t.deepEqual(readControl(button!), { action: 'answer.source', value })
  t.deepEqual(readControl({ ...select!, selected_option: select!.options![0]! }), {
    action: 'assistant.use',
    value: { from: 'home', selected: 'id-1' },
  })
})

test('what is foreign or none of ours is no action, and throws nothing', (t) => {
  for (const value of ['', 'no json', '[1]', '{"a":1}', 'null'])
    t.is(readControl({ action_id: 'a:1', value }), null)
  t.is(readControl({ action_id: 'link:1' }), null)
  t.deepEqual(readControl({ action_id: 'a:1', block_id: 'Xy1', selected_option: { value: 'v' } }), {
    action: 'a',
    value: { selected: 'v' },
  })
  t.true(blockIdOf(1, { a: 'b' }).startsWith('1:'))
})
