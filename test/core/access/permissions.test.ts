import test from 'ava'
import {
  actorOnBehalf,
  authorize,
  can,
  meetsAllAssistants,
  memberActor,
  operatorActor,
  personActor,
  sessionActor,
} from '../../../core/access/can.ts'
import { permissionLabel, roleLabel } from '../../../core/access/labels.ts'
import {
  heldIn,
  highestRole,
  permissions,
  permissionsOf,
  rolePermissions,
  systemRoles,
} from '../../../core/access/permissions.ts'
import { AppError } from '../../../core/errors.ts'

const tenantId = '01a00000-0000-7000-8000-000000000001'
const other = '01a00000-0000-7000-8000-000000000002'

test('there are 59 permissions, each with words in both languages', (t) => {
  t.is(new Set(permissions).size, permissions.length)
  for (const permission of permissions)
    for (const locale of ['fr', 'en'] as const) t.true(permissionLabel(locale, permission).length > 3)
  t.is(roleLabel('fr', { code: 'it' }), 'DSI')
  for (const role of systemRoles) t.truthy(roleLabel('en', { code: role }))
})

test('the five roles hold exactly what the inventory says', (t) => {
  const sorted = (role: string) => [...permissionsOf(role)].sort()
  t.deepEqual(
    sorted('finance'),
    [
      'analytics:export', 'analytics:view', 'assistants:use', 'datasets:query', 'documents:approve',
      'documents:view', 'projects:view', 'quotas:view',
    ], // biome-ignore format: a list
  )
  t.deepEqual(
    sorted('management'),
    [
      'analytics:export', 'analytics:view', 'assistants:use', 'datasets:query', 'documents:approve',
      'documents:view', 'projects:approve', 'projects:view', 'studies:approve',
    ], // biome-ignore format: a list
  )
  t.is(sorted('marketing').filter((code) => /:(approve|delete)$/.test(code)).length, 0)
  t.true(rolePermissions.marketing.has('plans:generate'))
  t.false(rolePermissions.marketing.has('users:manage'))
  t.true(rolePermissions.it.has('documents:delete') && rolePermissions.it.has('llm:manage'))
  t.deepEqual(
    permissions.filter((code) => !rolePermissions.admin.has(code)),
    ['tenants:manage'],
  )
})

test('for every actor and permission, authorize says what can says', (t) => {
  const actors = [
    ...systemRoles.map((role) => personActor({ id: 'p', tenantId, role })),
    operatorActor('o', tenantId),
    sessionActor('s', tenantId),
    actorOnBehalf(tenantId, { kind: 'system', id: 'job' }),
  ]
  for (const actor of actors)
    for (const permission of permissions) {
      if (can(actor, permission)) t.notThrows(() => authorize(actor, permission))
      else {
        const error = t.throws(() => authorize(actor, permission), { instanceOf: AppError })
        t.is(error.code, 'forbidden')
        t.is(error.details.missing, permission)
      }
      t.false(can(actor, permission, { tenantId: other }))
    }
})

test("another tenant's thing is not there, whatever the permissions", (t) => {
  const admin = personActor({ id: 'p', tenantId, role: 'admin' })
  const error = t.throws(() => authorize(admin, 'datasets:query', { tenantId: other }), {
    instanceOf: AppError,
  })
  t.is(error.code, 'not_found')
})

test('a member whose role stands for one of the tenant holds what a person of that role holds', (t) => {
  const member = { id: 'discord:1:2', tenantId, isAdmin: false, assistantIds: [] }
  const nobody = memberActor(member)
  t.deepEqual(nobody, { ...sessionActor('discord:1:2', tenantId), assistantIds: [] })
  t.deepEqual(memberActor({ ...member, role: null }), nobody)
  t.false(meetsAllAssistants(nobody))
  for (const role of systemRoles) {
    const actor = memberActor({ ...member, role })
    t.like(actor, { kind: 'session', role })
    t.deepEqual([...actor.permissions].sort(), [...permissionsOf(role)].sort())
    t.true(meetsAllAssistants(actor))
    t.false(can(actor, 'tenants:manage'))
    t.is(memberActor({ ...member, role, isAdmin: true }).role, 'admin')
  }
})

test('the highest role is the one that holds most, in whatever order they come', (t) => {
  const held = (code: string) => ({ code, permissions: permissionsOf(code) })
  const highest = (...codes: string[]) => highestRole(codes.map(held))?.code ?? null
  t.is(highest(), null)
  for (const role of systemRoles) {
    t.is(highest(role), role)
    t.is(highest(role, 'admin'), 'admin')
    t.is(highest('admin', role), 'admin')
  }
  t.is(highest('finance', 'marketing', 'management'), 'marketing')
  t.is(highest('finance', 'management', 'it'), 'it')
  const sizes = systemRoles.map((role) => rolePermissions[role].size)
  t.is(new Set(sizes).size, sizes.length, 'no two hold as many')
})

test('a role of the tenant’s own holds what it lists and what everybody holds, and never what operators have', (t) => {
  t.deepEqual([...heldIn('planner', ['plans:create', 'plans:paint', 'tenants:manage'])], [
    'assistants:use', 'datasets:query', 'plans:create',
  ]) // biome-ignore format: one role
  for (const role of systemRoles) t.deepEqual(heldIn(role, null), rolePermissions[role])
  t.deepEqual([...heldIn('admin', [])], ['assistants:use', 'datasets:query'])
  for (const odd of ['__proto__', 'constructor', 'toString']) t.is(permissionsOf(odd).size, 2, odd)
})
