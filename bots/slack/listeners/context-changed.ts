import { noteViewedChannel } from '../../../core/tenancy/viewed-channels.ts'
import { idOf, objectOf } from '../event-keys.ts'
import type { SlackServices } from '../services.ts'
import { type Doer, meet } from '../who.ts'

/** What stands beside the app's own tab, as Slack tells: channels, canvases, lists, messages. */
export interface ViewContext {
  entities?: { type?: string; value?: unknown }[]
}

/** The channel that is open, or that of the open message. */
export const channelIn = ({ entities = [] }: ViewContext): string | null => {
  for (const { type, value } of entities) {
    if (type === 'slack#/types/channel_id') return idOf(value)
    if (type === 'slack#/types/message_context') return idOf(objectOf(value).channel_id)
  }
  return null
}

/** Somebody opened something else beside the app's tab: a question there is meant for the assistant of that channel. */
export const onContextChanged = async (
  services: SlackServices,
  { context, ...doer }: Doer & { context: ViewContext },
): Promise<void> => {
  const met = await meet(services, { ...doer, channel: null })
  if (met.kind !== 'member') return
  const member = {
    platform: 'slack' as const,
    workspace: met.workspace.workspaceId,
    platformUserId: doer.user,
  }
  await noteViewedChannel(services.core.db, met.tenantId, { member, channel: channelIn(context) })
}
