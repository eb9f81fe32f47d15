import { withdrawQuestion } from '../../../core/messaging/withdraw-question.ts'
import { findLinkedAccounts } from '../../../core/tenancy/linked-accounts.ts'
import { findWorkspace } from '../../../core/tenancy/workspaces.ts'
import { isDiscordFailure } from '../failure.ts'
import { hideAnswers } from '../hide-answers.ts'
import type { DiscordServices } from '../services.ts'

interface Deleted {
  guild: string | null
  channel: string
  message: string
}

interface DirectChannel {
  recipients?: { id: string }[]
}

/** Discord names neither guild nor person when a message of a direct conversation is deleted. */
const findDirectTenants = async ({ core, api }: DiscordServices, channel: string): Promise<string[]> => {
  try {
    const { recipients = [] } = await api.call<DirectChannel>('GET', `/channels/${channel}`)
    const tenants: string[] = []
    for (const { id: platformUserId } of recipients)
      for (const { tenantId } of await findLinkedAccounts(core.db, { platform: 'discord', platformUserId }))
        tenants.push(tenantId)
    return tenants
  } catch (error) {
    if (isDiscordFailure(error) && error.kind === 'refused') return []
    throw error
  }
}

const findTenants = async (services: DiscordServices, { guild, channel }: Deleted): Promise<string[]> => {
  if (guild === null) return findDirectTenants(services, channel)
  const workspace = await findWorkspace(services.core.db, 'discord', guild)
  return workspace?.tenantId && !workspace.isRevoked ? [workspace.tenantId] : []
}

/** Somebody took their question back: what we answered goes too, and what is being worked out is not shown. */
export const onMessageDeleted = async (services: DiscordServices, deleted: Deleted): Promise<void> => {
  const { message: eventId } = deleted
  for (const tenantId of await findTenants(services, deleted)) {
    await withdrawQuestion(services.core, tenantId, { platform: 'discord', eventId })
    await hideAnswers(services, { tenantId }, { eventId })
  }
}
