import { presentView } from '../../shown/present-view.ts'
import { readUser } from '../../state/channels.ts'
import { takeTrigger } from '../../state/triggers.ts'
import { addView, changeView, modalsOf } from '../../state/view-store.ts'
import type { Loose } from '../../world-state.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

const maxPushed = 3

const open = ({ world, workspace, args }: MethodCall): Loose => {
  const trigger = takeTrigger(world, workspace.teamId, args.trigger_id)
  if (args.view?.type !== 'modal') throw new Refusal('invalid_arguments')
  const view = addView(world, { workspace, user: trigger.user, given: args.view, where: 'views.open' })
  return { view: presentView(world, workspace, view) }
}

const push = ({ world, workspace, args }: MethodCall): Loose => {
  const trigger = takeTrigger(world, workspace.teamId, args.trigger_id)
  const open = modalsOf(world, workspace.teamId, trigger.user)
  const parent = open.find(({ id }) => id === trigger.viewId) ?? open.at(-1)
  if (!parent) throw new Refusal('not_found')
  if (open.length >= maxPushed) throw new Refusal('push_limit_reached')
  const view = addView(world, {
    workspace,
    user: trigger.user,
    given: args.view,
    where: 'views.push',
    parent,
  })
  return { view: presentView(world, workspace, view) }
}

const update = ({ world, workspace, args }: MethodCall): Loose => {
  const view = [...world.views.values()].find(
    ({ id, externalId, teamId, isOpen }) =>
      teamId === workspace.teamId &&
      isOpen &&
      (args.view_id ? id === args.view_id : args.external_id && externalId === args.external_id),
  )
  if (!view) throw new Refusal('not_found')
  changeView(world, view, { given: args.view, hash: args.hash, where: 'views.update' })
  return { view: presentView(world, workspace, view) }
}

const publish = ({ world, workspace, args }: MethodCall): Loose => {
  const user = readUser(world, workspace, args.user_id)
  if (args.view?.type !== 'home') throw new Refusal('invalid_arguments')
  const standing = [...world.views.values()].find(
    (view) => view.type === 'home' && view.user === user.id && view.teamId === workspace.teamId,
  )
  if (standing) changeView(world, standing, { given: args.view, hash: args.hash, where: 'views.publish' })
  const view =
    standing ?? addView(world, { workspace, user: user.id, given: args.view, where: 'views.publish' })
  return { view: presentView(world, workspace, view) }
}

export const viewMethods: Methods = {
  'views.open': { scopes: [], run: open },
  'views.push': { scopes: [], run: push },
  'views.update': { scopes: [], run: update },
  'views.publish': { scopes: [], run: publish },
}
