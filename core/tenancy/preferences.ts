import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import type { TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'

type Locale = 'fr' | 'en'

/** Somebody on a chat platform; the workspace is one of the tenant's, as its verified event tells. */
export interface ChatMember {
  platform: ChatPlatform
  workspace: string
  platformUserId: string
}

/** The language that somebody chose who is linked to no person; null = none. */
export const readMemberLocale = async (
  db: Database,
  tenantId: string,
  { platform, workspace, platformUserId }: ChatMember,
): Promise<Locale | null> => {
  const row = await withTenant(db, tenantId, () =>
    db.models.MemberPreference.findOne({
      where: { tenantId, platform, workspace, platformUserId },
      raw: true,
    }),
  )
  return row?.locale ?? null
}

const storeOfMember = async (
  db: Database,
  tenantId: string,
  { platform, workspace, platformUserId }: ChatMember,
  locale: Locale | null,
): Promise<void> => {
  const key = { tenantId, platform, workspace, platformUserId }
  const { MemberPreference } = db.models
  await MemberPreference.bulkCreate([key], { ignoreDuplicates: true })
  await MemberPreference.update({ locale }, { where: key })
}

/**
 * The language that Sextant speaks with somebody: kept with the person, or with the account of whoever is none. null =
 * as the platform says.
 * @param member null on the web
 * @throws AppError `forbidden` for a visitor of the web, who has no account to keep it with
 */
export const setLocale = (
  db: Database,
  actor: TenantActor,
  { member, locale }: { member: ChatMember | null; locale: Locale | null },
): Promise<void> =>
  withTenant(db, actor.tenantId, async () => {
    const { tenantId, id, kind } = actor
    if (kind === 'person') await db.models.Person.update({ locale }, { where: { tenantId, id } })
    else if (member) await storeOfMember(db, tenantId, member, locale)
    else throw new AppError('forbidden', 'This needs a sign-in.')
    await recordAct(db, actor, { action: 'preferences.changed', details: { locale } })
  })
