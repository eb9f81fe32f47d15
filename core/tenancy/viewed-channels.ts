import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { ChatMember } from './preferences.ts'

const keyOf = (tenantId: string, { platform, workspace, platformUserId }: ChatMember) => ({
  tenantId, platform, workspace, platformUserId,
}) // biome-ignore format: one key

/** Remembers what somebody has open beside their conversation with the bot, as their platform tells; null = nothing. */
export const noteViewedChannel = (
  db: Database,
  tenantId: string,
  { member, channel }: { member: ChatMember; channel: string | null },
): Promise<void> =>
  withTenant(db, tenantId, async () => {
    const { MemberPreference } = db.models
    const where = keyOf(tenantId, member)
    if (channel !== null) await MemberPreference.bulkCreate([where], { ignoreDuplicates: true })
    await MemberPreference.update(
      { viewedChannel: channel, viewedAt: channel === null ? null : new Date() },
      { where },
    )
  })

/** Nobody tells when it is closed: longer ago than this it counts as closed. */
const viewedMs = 60 * 60_000

/** The channel that somebody has open there now; null = none that is known. */
export const readViewedChannel = async (
  db: Database,
  tenantId: string,
  member: ChatMember,
): Promise<string | null> => {
  const row = await withTenant(db, tenantId, () =>
    db.models.MemberPreference.findOne({
      attributes: ['viewedChannel', 'viewedAt'],
      where: keyOf(tenantId, member),
      raw: true,
    }),
  )
  const isNow = row?.viewedAt != null && Date.now() - row.viewedAt.getTime() < viewedMs
  return isNow ? row.viewedChannel : null
}
