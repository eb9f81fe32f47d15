import type { Core } from '../../../core/core.ts'
import { withTenant } from '../../../db/tenant.ts'
import { plainOf } from './held.ts'

/** What of a row is the same wherever it came from; ids, times and platforms are not. */
const essential = {
  Assistant: ['name', 'theme', 'isActive', 'isPublic'],
  AssistantCreation: ['name', 'state'],
  Dataset: ['fileName', 'state'],
  Conversation: ['title'],
  Message: ['role', 'content'],
  Feedback: ['rating', 'reason'],
  AuditEvent: ['action', 'permission', 'outcome'],
  InboxEvent: ['state'],
  OutboxMessage: ['state'],
  LinkCode: [],
  Person: ['role', 'locale'],
  MemberPreference: ['locale'],
} as const

/** Every row of the tenant's work, as a line. */
export const readRows = (core: Core, tenantId: string): Promise<string[]> =>
  withTenant(core.db, tenantId, async () => {
    const lines: string[] = []
    for (const [name, fields] of Object.entries(essential)) {
      const model = core.db.models[name as keyof typeof essential] as typeof core.db.models.Assistant
      const rows = (await model.findAll({ where: { tenantId }, raw: true })) as unknown as Record<
        string,
        unknown
      >[]
      for (const row of rows)
        lines.push(plainOf([name, ...fields.map((field) => JSON.stringify(row[field] ?? null))].join(' ')))
    }
    return lines.sort()
  })

/** The lines of the first that are not among those of the second, each as often as it is missing. */
export const without = (from: readonly string[], taken: readonly string[]): string[] => {
  const left = [...from]
  for (const line of taken) {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
  }
  return left
}

/** Lines that came and went. */
export const changeOf = (before: readonly string[], after: readonly string[]): string[] => [
  ...without(after, before).map((line) => `+ ${line}`),
  ...without(before, after).map((line) => `- ${line}`),
]
