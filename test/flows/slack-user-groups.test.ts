import test from 'ava'
import { openUserGroups } from '../../bots/slack/user-groups.ts'
import { afterAll } from '../helpers/after-all.ts'
import { allScopes } from '../helpers/slack/slack-world.ts'
import { openTown, type Town } from '../helpers/slack-town.ts'

let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared)
})

/** As the tenant's admin, over REST. */
const mapGroups = async (groups: Record<string, string>) => {
  const base = `/v1/tenants/${town.tenant.clientId}/installs`
  const { body: installs } = await town.tenant.send('GET', base)
  const items = Object.entries(groups).map(([platform_role_id, role]) => ({ platform_role_id, role }))
  const path = `${base}/${installs.items[0].id}/role-map`
  const { status, text } = await town.tenant.send('PUT', path, { json: { items } })
  if (status !== 200) throw new Error(text)
}

const type = async (user: string, line: string): Promise<string> => {
  const before = town.world.ephemerals(user).length
  await town.world.user(user).slash(line, { channel: town.general })
  return (await town.told(user, before)).words
}

const newcomer = async (): Promise<string> => {
  const user = town.world.addUser({ locale: 'en-US' }).id
  await town.world.invite(town.general, user)
  return user
}

test.serial('a user group gives the rights of the role that it stands for, and no others', async (t) => {
  const [zoe, bob] = [await newcomer(), await newcomer()]
  const group = town.world.addUserGroup({ users: [zoe] })
  const helpers = town.world.addUserGroup({ users: [zoe] })
  t.regex(await type(zoe, '/sextant workspace models'), /Right that it takes/, 'it stands for nothing yet')
  t.is(town.world.callsOf('usergroups.users.list').length, 0, 'Slack is not asked for nothing')
  await mapGroups({ [group.id]: 'it', [helpers.id]: 'finance' })
  t.notRegex(await type(zoe, '/sextant workspace models'), /Right that it takes/)
  t.regex(await type(zoe, '/sextant me show'), /IT/, 'of two the one that holds most')
  t.regex(await type(bob, '/sextant workspace models'), /Right that it takes/)
  t.is(town.world.callsOf('usergroups.users.list').length, 2, 'each group is asked about once')
  await mapGroups({})
  t.regex(await type(zoe, '/sextant workspace models'), /Right that it takes/)
  t.deepEqual(town.world.violations, [])
})

test.serial(
  'where Slack does not tell who is in a group nobody has its role, and everything goes on',
  async (t) => {
    const zoe = await newcomer()
    const group = town.world.addUserGroup({ users: [zoe] })
    town.world.faults.next('usergroups.users.list', { error: 'missing_scope' })
    await mapGroups({ [group.id]: 'it' })
    t.regex(await type(zoe, '/sextant workspace models'), /Right that it takes/)
    t.regex(await type(zoe, '/sextant help'), /What you can ask me/)
    await mapGroups({})
  },
)

test('one that never answers holds nobody up, and is not asked again meanwhile', async (t) => {
  let calls = 0
  const groups = openUserGroups({
    call: <T>() => {
      calls++
      return new Promise<T>(() => {})
    },
  })
  t.deepEqual(await groups.among('T1', 'U1', ['S1']), [])
  t.deepEqual(await groups.among('T1', 'U1', ['S1']), [])
  t.is(calls, 1)
})

test('members of another workspace’s group of the same id are told apart', async (t) => {
  const members: Record<string, string[]> = { T1: ['U1'], T2: ['U2'] }
  const groups = openUserGroups({
    call: async <T>(workspace: string) => ({ users: members[workspace] }) as T,
  })
  t.deepEqual(await groups.among('T1', 'U1', ['S1', 'S2']), ['S1', 'S2'])
  t.deepEqual(await groups.among('T2', 'U1', ['S1']), [])
  t.deepEqual(await groups.among('T2', 'U2', ['S1']), ['S1'])
  t.true(allScopes.includes('usergroups:read'))
})
