import type { Loose, SlackView, Workspace, World } from '../world-state.ts'

export const presentView = (world: World, workspace: Workspace, view: SlackView): Loose => ({
  id: view.id,
  team_id: view.teamId,
  type: view.type,
  blocks: view.body.blocks,
  private_metadata: view.body.private_metadata ?? '',
  callback_id: view.body.callback_id ?? '',
  state: { values: view.values },
  hash: view.hash,
  title: view.body.title ?? { type: 'plain_text', text: world.app.name, emoji: true },
  clear_on_close: view.body.clear_on_close ?? false,
  notify_on_close: view.body.notify_on_close ?? false,
  close: view.body.close ?? null,
  submit: view.body.submit ?? null,
  previous_view_id: view.previousId,
  root_view_id: view.rootId,
  app_id: world.app.id,
  external_id: view.externalId,
  app_installed_team_id: workspace.teamId,
  bot_id: workspace.botId,
})
