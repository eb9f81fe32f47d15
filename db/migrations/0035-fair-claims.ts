import type { MigrationContext } from '../row-security.ts'

const openStates = `('received', 'working')`

/**
 * Of `o`: due, nobody works on it or on another of its key, and the first open one of its key. A scalar subquery is
 * asked for each candidate, through its index, while a join may be done over all open events.
 */
const isClaimable = `
      o.platform = for_platform and o.state in ${openStates} and o.not_before <= now()
  and (o.state = 'received' or o.lease_until <= now())
  and o.id = (select a.id from platform_events a
               where a.platform = for_platform and a.state in ${openStates} and a.order_key = o.order_key
               order by a.id limit 1)
  and (select true from platform_events b
        where b.platform = for_platform and b.state in ${openStates} and b.order_key = o.order_key
          and b.state = 'working' and b.lease_until > now() limit 1) is null`

/**
 * The workspaces take turns, going round from the one behind `last_workspace`: each gives its longest waiting event,
 * then each a second one, and so on, up to `most`. None gives more than `most_of_workspace`, along with what the caller
 * holds of it already (`held`: numbers by workspace). No more workspaces are looked at than events are wanted, and the
 * next one that has any is a step in an index, however many wait.
 *
 * A function, because its plans are kept: to plan it costs many times what it does. What these cost is estimated so high,
 * by the subqueries, that compiling them would take a second: hence no `jit`.
 */
const claim = `
  create function claim_platform_events(
    for_platform text, most integer, most_of_workspace integer, held jsonb, last_workspace text, lease interval
  ) returns table (
    id uuid, event_id text, workspace text, order_key text, attempts integer, payload text, place bigint
  ) language plpgsql set jit = off set enable_seqscan = off as $$
  #variable_conflict use_column
  declare
    names text[] := '{}';
    name text := last_workspace;
    is_round boolean := false;
    each integer;
  begin
    while cardinality(names) < most loop
      if is_round then
        select o.workspace into name from platform_events o
         where o.workspace > name and o.workspace <= last_workspace and ${isClaimable}
         order by o.workspace limit 1;
        exit when not found;
      else
        select o.workspace into name from platform_events o
         where o.workspace > name and ${isClaimable} order by o.workspace limit 1;
        if not found then
          is_round := true;
          name := '';
          continue;
        end if;
      end if;
      if coalesce((held ->> name)::integer, 0) < most_of_workspace then names := names || name; end if;
    end loop;
    each := case when cardinality(names) < most then most else 1 end;
    return query
      with picked as (
        select one.id, row_number() over (order by one.nth, turns.turn) as place
          from unnest(names) with ordinality turns (name, turn),
               lateral (
                 select o.id, row_number() over (order by o.not_before) as nth from platform_events o
                  where o.workspace = turns.name and ${isClaimable}
                  order by o.not_before
                  limit least(each, most_of_workspace - coalesce((held ->> turns.name)::integer, 0))
               ) one
         order by place limit most
      ),
      first as (
        select e.id, picked.place from platform_events e join picked on picked.id = e.id
         where e.state = 'received' or e.lease_until <= now() for update of e skip locked
      )
      update platform_events e
         set state = 'working', attempts = e.attempts + 1, updated_at = now(), lease_until = clock_timestamp() + lease
        from first where e.id = first.id
      returning e.id, e.event_id, e.workspace, e.order_key, e.attempts, e.payload, first.place;
  end $$`

/**
 * Open events are found workspace by workspace, so that one with thousands of them keeps nobody waiting. The index takes
 * the place of the one that had no workspace, which nothing asks any more.
 */
export const up = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    create index platform_events_turn_idx on platform_events (platform, workspace, not_before)
     where state in ${openStates};
    drop index platform_events_open_idx;
  `)
  await context.query(claim)
}

export const down = async ({ context }: { context: MigrationContext }): Promise<void> => {
  await context.query(`
    drop function claim_platform_events(text, integer, integer, jsonb, text, interval);
    create index platform_events_open_idx on platform_events (platform, not_before)
     where state in ${openStates};
    drop index platform_events_turn_idx;
  `)
}
