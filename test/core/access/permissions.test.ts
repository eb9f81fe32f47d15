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
  t.is(roleLabel('fr', 'it'), 'DSI')
  for (const role of systemRoles) t.truthy(roleLabel('en', role))
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
  t.is(highestRole([]), null)
  for (const role of systemRoles) {
    t.is(highestRole([role]), role)
    t.is(highestRole([role, 'admin']), 'admin')
    t.is(highestRole(['admin', role]), 'admin')
  }
  t.is(highestRole(['finance', 'marketing', 'management']), 'marketing')
  t.is(highestRole(['finance', 'management', 'it']), 'it')
  const sizes = systemRoles.map((role) => rolePermissions[role].size)
  t.is(new Set(sizes).size, sizes.length, 'no two hold as many')
})
