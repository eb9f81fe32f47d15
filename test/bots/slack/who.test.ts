import { randomBytes } from 'node:crypto'
import test from 'ava'
import type { SlackServices } from '../../../bots/slack/services.ts'
import type { SlackUser } from '../../../bots/slack/users.ts'
import { type Doer, meet } from '../../../bots/slack/who.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { openInstall, openTenant } from '../../helpers/installs.ts'

const database = shareTestDatabase(test)
const masterKey = randomBytes(32)

const person = (given: Partial<SlackUser> = {}): SlackUser => ({
  isAdmin: false, isOrganisationAdmin: false, isBot: false, team: null, enterprise: null, displayName: 'Eve',
  locale: 'en', ...given,
}) // biome-ignore format: one person, read at a glance

/** A bound workspace, or organisation, and what somebody there is taken for. */
const openPlace = async (place: { enterpriseId?: string; isEnterprise?: boolean } = {}) => {
  const install = await openInstall(database(), masterKey, { admin: await openTenant(database()), ...place })
  const { workspaceId, tenantId } = install
  const as = (user: SlackUser | null, doer: Partial<Doer> = {}) => {
    const services = {
      core: { db: database() },
      users: { find: async () => user },
      learn: async () => undefined,
    } as unknown as SlackServices
    const enterprise = place.enterpriseId ?? null
    return meet(services, {
      team: workspaceId,
      enterprise,
      user: 'UEVE',
      userTeam: null,
      channel: null,
      ...doer,
    })
  }
  return { workspaceId, tenantId, as }
}

const roleOf = (met: Awaited<ReturnType<typeof meet>>): string | null =>
  met.kind === 'member' ? met.actor.role : met.kind

test('who runs the workspace acts as an admin; anybody else there does not', async (t) => {
  const { workspaceId, as } = await openPlace()
  t.is(roleOf(await as(person({ team: workspaceId, isAdmin: true }))), 'admin')
  t.is(roleOf(await as(person({ team: workspaceId }))), null)
  t.is(roleOf(await as(null)), null)
})

test('an admin of another organisation is a stranger, also while Slack does not tell who they are', async (t) => {
  const { as } = await openPlace()
  t.is(roleOf(await as(person({ team: 'T0OTHER', isAdmin: true }))), 'stranger')
  t.is(roleOf(await as(null, { userTeam: 'T0OTHER' })), 'stranger')
})

test('who runs another workspace of the same organisation runs nothing here', async (t) => {
  const enterpriseId = `E${randomBytes(8).toString('hex')}`
  const { workspaceId, as } = await openPlace({ enterpriseId })
  t.is(roleOf(await as(person({ team: 'T0SISTER', enterprise: enterpriseId, isAdmin: true }))), null)
  t.is(roleOf(await as(person({ team: workspaceId, enterprise: enterpriseId, isAdmin: true }))), 'admin')
})

test('an installation for a whole organisation is run by who runs that, not by each workspace’s admins', async (t) => {
  const enterpriseId = `E${randomBytes(8).toString('hex')}`
  const install = await openInstall(database(), masterKey, {
    admin: await openTenant(database()), workspaceId: enterpriseId, enterpriseId, isEnterprise: true,
  }) // biome-ignore format: one installation, read at a glance
  const as = (user: SlackUser) =>
    meet(
      {
        core: { db: database() },
        users: { find: async () => user },
        learn: async () => undefined,
      } as unknown as SlackServices,
      { team: 'T0SMALL', enterprise: enterpriseId, user: 'UEVE', userTeam: null, channel: null },
    )
  const there = { team: 'T0SMALL', enterprise: enterpriseId }
  const admin = await as(person({ ...there, isAdmin: true }))
  t.is(roleOf(admin), null)
  t.is(admin.kind === 'member' ? admin.tenantId : null, install.tenantId)
  t.is(roleOf(await as(person({ ...there, isOrganisationAdmin: true }))), 'admin')
})
