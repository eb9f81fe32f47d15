import { z } from 'zod'
import { defineRoute, type Route } from '../route.ts'

/** What this is. */
export const metaRoutes = (about: { version: string }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1',
    summary: 'Title and version',
    tags: ['meta'],
    auth: 'none',
    responses: {
      200: z.strictObject({
        title: z.literal('Sextant'),
        version: z.string().meta({ example: '0.1.0' }),
        documentation: z.string(),
      }),
    },
    handler: () => ({ title: 'Sextant' as const, version: about.version, documentation: '/docs' }),
  }),
]
