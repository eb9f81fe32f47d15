import { Refusal } from '../api/refusal.ts'
import { readView } from '../blocks/check-blocks.ts'
import type { Loose, SlackView, Workspace, World } from '../world-state.ts'
import { initialValues } from './form-values.ts'

const newHash = (world: World): string =>
  `${Math.floor(world.clock.now() / 1000)}.${world.nextId('h').toLowerCase()}`

const checkExternalId = (world: World, teamId: string, externalId: string, except: string | null): void => {
  if (externalId === '') return
  for (const view of world.views.values())
    if (view.teamId === teamId && view.externalId === externalId && view.isOpen && view.id !== except)
      throw new Refusal('duplicate_external_id')
}

/** Shows a view to a person. */
export const addView = (
  world: World,
  {
    workspace,
    user,
    given,
    where,
    parent,
  }: {
    workspace: Workspace
    user: string
    given: Loose
    where: string
    parent?: SlackView | null
  },
): SlackView => {
  const body = readView(world, given, where)
  const externalId = String(body.external_id ?? '')
  checkExternalId(world, workspace.teamId, externalId, null)
  const id = world.nextId('V')
  const view: SlackView = {
    id,
    teamId: workspace.teamId,
    user,
    type: body.type,
    hash: newHash(world),
    rootId: parent?.rootId ?? id,
    previousId: parent?.id ?? null,
    externalId,
    body,
    isOpen: true,
    errors: {},
    values: initialValues(body.blocks, {}),
  }
  world.views.set(id, view)
  return view
}

/** Changes what stands in a view; what was typed stays where block and action keep their ids. */
export const changeView = (
  world: World,
  view: SlackView,
  { given, hash, where }: { given: Loose; hash: unknown; where: string },
): void => {
  if (hash && hash !== view.hash) throw new Refusal('hash_conflict')
  const body = readView(world, given, where)
  if (body.type !== view.type) throw new Refusal('invalid_arguments')
  const externalId = String(body.external_id ?? view.externalId)
  checkExternalId(world, view.teamId, externalId, view.id)
  view.externalId = externalId
  view.body = body
  view.errors = {}
  view.values = initialValues(body.blocks, view.values)
  view.hash = newHash(world)
}

/** Open modals of a person, lowest first. */
export const modalsOf = (world: World, teamId: string, user: string): SlackView[] =>
  [...world.views.values()].filter(
    (view) => view.type === 'modal' && view.isOpen && view.user === user && view.teamId === teamId,
  )
