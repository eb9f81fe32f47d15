import { z } from 'zod'
import { requireMember } from '../../core/access/can.ts'
import { permissionLabel } from '../../core/access/labels.ts'
import { grantable } from '../../core/access/permissions.ts'
import { defineRoute, type Route } from '../route.ts'

const permissionView = z
  .strictObject({
    code: z.enum(grantable),
    domain: z.string(),
    action: z.string(),
    labels: z.strictObject({ fr: z.string(), en: z.string() }),
  })
  .meta({
    id: 'Permission',
    example: {
      code: 'projects:create',
      domain: 'projects',
      action: 'create',
      labels: { fr: 'Créer des projets', en: 'Create projects' },
    },
  })

const presentPermission = (code: (typeof grantable)[number]): z.infer<typeof permissionView> => {
  const [domain = '', action = ''] = code.split(':')
  const labels = { fr: permissionLabel('fr', code), en: permissionLabel('en', code) }
  return { code, domain, action, labels }
}

const all = grantable.map(presentPermission)

/** What roles of a tenant can hold. */
export const permissionRoutes = (): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/permissions',
    summary: 'Every permission that a role can hold',
    description: 'All of them, domain by domain: the list has one page.',
    tags: ['roles'],
    auth: 'required',
    access: 'member',
    responses: { 200: z.strictObject({ items: z.array(permissionView) }) },
    handler: ({ actor }) => {
      requireMember(actor)
      return { items: all }
    },
  }),
]
