import { z } from 'zod'
import { planSchema } from '../../datasets/query/plan.ts'

type Node = Record<string, unknown>

const optional = (node: Node): Node => ({ anyOf: [node, { type: 'null' }] })

/**
 * What providers that hold a model to a schema all understand: every property required (one that may be left out is
 * null), nothing additional, no bounds. zod checks the rest.
 */
const simplify = (node: Node): Node => {
  const choices = (node.oneOf ?? node.anyOf) as Node[] | undefined
  if (choices) return { anyOf: choices.map(simplify) }
  if (node.type === 'array') return { type: 'array', items: simplify(node.items as Node) }
  if (node.type !== 'object')
    return 'const' in node
      ? { type: 'string', enum: [node.const] }
      : { type: node.type, ...(node.enum ? { enum: node.enum } : {}) }
  const required = new Set(node.required as string[])
  const entries = Object.entries(node.properties as Record<string, Node>).map(([name, property]) => {
    const simple = simplify(property)
    return [name, required.has(name) ? simple : optional(simple)] as const
  })
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    required: entries.map(([name]) => name),
    additionalProperties: false,
  }
}

export const decisions = ['plan', 'ask', 'out_of_scope'] as const

/** The closed plan language as JSON Schema, in an object of its own: a schema's root must be an object. */
export const planReplySchema = {
  name: 'plan_reply',
  schema: {
    type: 'object',
    properties: {
      decision: { type: 'string', enum: [...decisions] },
      plan: optional(simplify(z.toJSONSchema(planSchema, { io: 'input' }) as Node)),
    },
    required: ['decision', 'plan'],
    additionalProperties: false,
  },
}

/** @throws ZodError */
export const replyShape = z.strictObject({ decision: z.enum(decisions), plan: z.unknown() })
