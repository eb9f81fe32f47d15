import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/**
 * Further places in which a person goes on with a conversation of theirs, beside the one where it began. A place has
 * one conversation of an assistant: the one that was chosen last there. `used_at`: when it was chosen or spoken in.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table conversation_places (
      tenant_id uuid not null references tenants (id) on delete cascade,
      assistant_id uuid not null,
      platform text not null,
      place text not null,
      conversation_id uuid not null,
      used_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, platform, place, assistant_id),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id) on delete cascade
    );
    create index conversation_places_conversation_id_idx on conversation_places (tenant_id, conversation_id);
  `)
  await protectTenantTable(context, 'conversation_places')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table conversation_places')
}
