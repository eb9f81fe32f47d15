import type { MigrationContext } from '../row-security.ts'

/** All of a row but its tenant, as text: `core/access/audit-chain.ts` reads the same to verify it. */
const fieldsOf = (row: string): string => `array[
    ${row}.id::text, to_char(${row}.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    ${row}.actor_kind, ${row}.actor_id, ${row}.action, ${row}.permission, ${row}.target_kind, ${row}.target_id,
    ${row}.target_label, ${row}.outcome, ${row}.surface, ${row}.changes::text, ${row}.details::text, ${row}.request_id,
    ${row}.ip
  ]::text[]`

/**
 * A chain's head is its last link, and the lock under which the next one is made. Both belong to the tables' owner: a
 * tenant's request cannot even read them.
 */
const makeTables = `
  create table audit_heads (
    chain text primary key,
    tenant_id uuid unique references tenants (id) on delete cascade,
    seq bigint not null default 0,
    hash text not null default ''
  );
  create table audit_links (
    chain text not null references audit_heads (chain) on delete cascade,
    seq bigint not null,
    event_id uuid not null,
    hash text not null,
    primary key (chain, seq)
  );`

/** The hash is of a JSON list of strings: place, chain, the row's fields, the hash before. */
const link = `
create function link_audit_event(_chain text, _tenant_id uuid, _fields text[]) returns void
language plpgsql as $body$
declare
  _head audit_heads;
begin
  select * into _head from audit_heads where chain = _chain for update;
  if not found then
    if exists (select from audit_links where chain = _chain) then
      raise exception 'the head of the audit trail % is gone', _chain using errcode = 'data_corrupted';
    end if;
    -- Recorded and deleted in one transaction: there is nobody left whose trail it would be.
    if _tenant_id is not null and not exists (select from tenants where id = _tenant_id) then return; end if;
    insert into audit_heads (chain, tenant_id) values (_chain, _tenant_id) on conflict do nothing;
    select * into strict _head from audit_heads where chain = _chain for update;
  end if;
  _head.seq := _head.seq + 1;
  _head.hash := encode(sha256(convert_to(
    array_to_json(array[_head.seq::text, _chain] || _fields || _head.hash)::text, 'UTF8')), 'hex');
  insert into audit_links (chain, seq, event_id, hash) values (_chain, _head.seq, _fields[1]::uuid, _head.hash);
  update audit_heads set seq = _head.seq, hash = _head.hash where chain = _chain;
end $body$`

const chainTrigger = (name: string, chain: string, tenantId: string): string => `
create function ${name}() returns trigger language plpgsql security definer as $body$
begin
  perform link_audit_event(${chain}, ${tenantId}, ${fieldsOf('new')});
  return null;
end $body$`

/** What goes along with a deleted tenant may go; nothing else, whoever asks. */
const refuse = `
create function refuse_audit_change() returns trigger language plpgsql as $body$
declare
  _old jsonb;
begin
  if tg_op = 'UPDATE' and tg_table_name = 'audit_heads' then
    if new.chain = old.chain and new.seq = old.seq + 1 then return new; end if;
  elsif tg_op = 'DELETE' then
    _old := to_jsonb(old);
    if tg_table_name = 'audit_links' then
      if not exists (select from audit_heads where chain = _old->>'chain') then return old; end if;
    elsif _old->>'tenant_id' is not null then
      if not exists (select from tenants where id = (_old->>'tenant_id')::uuid) then return old; end if;
    end if;
  end if;
  raise exception 'the audit trail is only ever added to' using errcode = 'insufficient_privilege';
end $body$`

const functions = ['chain_audit_event()', 'chain_deployment_audit_event()', 'refuse_audit_change()']
const guarded = ['audit_events', 'deployment_audit_events', 'audit_heads', 'audit_links']

/** Whoever owns the functions must find these tables and no others of the same name. */
const fixPaths = `
do $$
begin
  ${functions
    .map(
      (name) => `execute format('alter function ${name} set search_path = %I, pg_temp', current_schema());`,
    )
    .join('\n  ')}
end $$`

/** What is there already, in the order of its time; tenant by tenant, for row-level security holds for the owner. */
const chainWhatIsThere = `
do $$
declare
  _tenant uuid;
begin
  perform link_audit_event('deployment', null, ${fieldsOf('e')})
     from (select * from deployment_audit_events order by created_at, id) e;
  for _tenant in select id from tenants order by id loop
    perform set_config('app.tenant_id', _tenant::text, true);
    perform link_audit_event(_tenant::text, _tenant, ${fieldsOf('e')})
       from (select * from audit_events where tenant_id = _tenant order by created_at, id) e;
  end loop;
  perform set_config('app.tenant_id', '', true);
end $$`

/**
 * Each line of the trail is a link of its tenant's chain, or of the deployment's: whoever changes, removes, adds or
 * reorders one breaks what follows. The link is made when the transaction commits and not with the row: all other locks
 * are held by then, so nobody waits for a head who holds what another one needs, and nobody holds a head for longer
 * than a commit. The application cannot leave it out.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  for (const sql of [
    makeTables,
    link,
    chainTrigger('chain_audit_event', 'new.tenant_id::text', 'new.tenant_id'),
    chainTrigger('chain_deployment_audit_event', `'deployment'`, 'null'),
    refuse,
    fixPaths,
    chainWhatIsThere,
  ])
    await context.query(sql)
  await context.query(
    `revoke all on function link_audit_event(text, uuid, text[]), ${functions.join(', ')} from public`,
  )
  for (const table of ['audit_events', 'deployment_audit_events'])
    await context.query(`
      create constraint trigger audit_chain after insert on ${table} deferrable initially deferred
        for each row execute function chain_${table.replace('events', 'event')}();
    `)
  for (const table of guarded)
    await context.query(`
      create trigger audit_refusal before update or delete on ${table}
        for each row execute function refuse_audit_change();
      create trigger audit_refusal_of_all before truncate on ${table}
        for each statement execute function refuse_audit_change();
    `)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  for (const table of ['audit_events', 'deployment_audit_events'])
    await context.query(`
      drop trigger audit_chain on ${table};
      drop trigger audit_refusal on ${table};
      drop trigger audit_refusal_of_all on ${table};
    `)
  await context.query(`
    drop table audit_links, audit_heads;
    drop function link_audit_event(text, uuid, text[]), ${functions.join(', ')};
  `)
}
