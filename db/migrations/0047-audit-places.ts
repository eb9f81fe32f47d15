import type { MigrationContext } from '../row-security.ts'

const tables = [
  { name: 'audit_events', of: 'tenant_id, ' },
  { name: 'deployment_audit_events', of: '' },
] as const

/** What the trail can be searched for; each list is newest first. */
const indexes: [name: string, columns: string, where?: string][] = [
  ['created_at', 'created_at, id'],
  ['action', 'action, created_at, id'],
  ['actor_id', 'actor_id, created_at, id'],
  ['target_kind', 'target_kind, created_at, id'],
  ['target_id', 'target_id, created_at, id'],
  ['surface', 'surface, created_at, id'],
  // Nearly all acts are allowed; who looks for those walks along the time.
  ['outcome', 'outcome, created_at, id', `where outcome <> 'allowed'`],
]

/**
 * Where an act came from, what it changed, and what its target was called. `action` compares by its bytes, so that an
 * index finds all actions that begin alike; times are as fine as a list's cursor, which goes on behind one.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  for (const { name, of } of tables) {
    await context.query(`
      drop index if exists ${name}_created_at_idx, ${name}_action_idx;
      alter table ${name}
        alter column action type text collate "C",
        alter column created_at type timestamptz(3),
        add column surface text check (surface in ('rest', 'slack', 'discord', 'web', 'cli', 'job')),
        add column target_label text,
        add column changes jsonb not null default '{}',
        add column ip text;
    `)
    for (const [column, columns, where = ''] of indexes)
      await context.query(`create index ${name}_${column}_idx on ${name} (${of}${columns}) ${where}`)
  }
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  for (const { name, of } of tables) {
    const names = indexes.map(([column]) => `${name}_${column}_idx`)
    await context.query(`
      drop index ${names.join(', ')};
      alter table ${name}
        alter column action type text collate "default",
        alter column created_at type timestamptz,
        drop column surface, drop column target_label, drop column changes, drop column ip;
      create index ${name}_created_at_idx on ${name} (${of}created_at);
    `)
  }
  await context.query('create index audit_events_action_idx on audit_events (tenant_id, action, created_at)')
}
