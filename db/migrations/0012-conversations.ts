import { type MigrationContext, protectTenantTable } from '../row-security.ts'

/** What was said, in order. A conversation is one place on one platform with one assistant. */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create table conversations (
      tenant_id uuid not null references tenants (id) on delete cascade,
      id uuid not null,
      assistant_id uuid not null,
      person_id uuid,
      session_id text,
      platform text not null,
      place text not null,
      title text,
      preview text,
      context jsonb not null default '{}',
      message_count integer not null default 0,
      user_info jsonb not null default '{}',
      is_favorite boolean not null default false,
      tags jsonb not null default '[]',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint conversations_place_key unique (tenant_id, assistant_id, platform, place),
      foreign key (tenant_id, assistant_id) references assistants (tenant_id, id) on delete cascade,
      foreign key (tenant_id, person_id) references people (tenant_id, id) on delete set null (person_id)
    );
    create index conversations_session_id_idx on conversations (tenant_id, session_id);
    create index conversations_person_id_idx on conversations (tenant_id, person_id, updated_at);
    create index conversations_assistant_id_idx on conversations (tenant_id, assistant_id, updated_at);
    create table messages (
      tenant_id uuid not null,
      id uuid not null,
      conversation_id uuid not null,
      position integer not null,
      role text not null check (role in ('user', 'assistant')),
      content text not null,
      answer jsonb,
      llm_used text,
      confidence real,
      response_time_ms real,
      tags jsonb not null default '[]',
      metadata jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (tenant_id, id),
      constraint messages_position_key unique (tenant_id, conversation_id, position),
      foreign key (tenant_id, conversation_id) references conversations (tenant_id, id) on delete cascade
    );
    create index messages_created_at_idx on messages (tenant_id, created_at);
  `)
  await protectTenantTable(context, 'conversations')
  await protectTenantTable(context, 'messages')
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query('drop table messages, conversations')
}
