import type { MigrationContext } from '../row-security.ts'

/**
 * What signing in needs beside sessions: the token version that a session began with (another one ends it, whoever
 * changes it and in whichever transaction), counters of failures that all replicas share, links that set a password,
 * requests for such links, and mails to operators, who have no tenant whose outbox would take them. All global: they
 * exist before any tenant is known.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    alter table sessions add column token_version integer not null default 1;
    create index sessions_live_idx on sessions (holder_id, absolute_expires_at, family_id) where revoked_at is null;
    create table sign_in_counters (
      key text primary key,
      points integer not null,
      strikes integer not null,
      ends_at timestamptz not null
    );
    create index sign_in_counters_ends_at_idx on sign_in_counters (ends_at);
    create table password_links (
      id uuid primary key,
      purpose text not null check (purpose in ('reset', 'invitation')),
      holder_kind text not null check (holder_kind in ('operator', 'person')),
      tenant_id uuid references tenants (id) on delete cascade,
      holder_id uuid not null,
      token_hash text not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint password_links_token_hash_key unique (token_hash),
      check ((holder_kind = 'person') = (tenant_id is not null))
    );
    create index password_links_holder_id_idx on password_links (holder_id);
    create index password_links_expires_at_idx on password_links (expires_at);
    create table reset_requests (
      login text not null,
      client_id text not null default '',
      locale text not null check (locale in ('fr', 'en')),
      created_at timestamptz not null default now(),
      primary key (login, client_id)
    );
    create index reset_requests_created_at_idx on reset_requests (created_at);
    create table operator_mails (
      id uuid primary key,
      destination text not null,
      payload jsonb not null,
      state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'unknown', 'failed')),
      attempts integer not null default 0,
      due_at timestamptz not null default now(),
      failure text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index operator_mails_due_at_idx on operator_mails (due_at) where state in ('pending', 'sending');
  `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop table operator_mails, reset_requests, password_links, sign_in_counters;
    drop index sessions_live_idx;
    alter table sessions drop column token_version;
  `)
}
