/**
 * Conditions that say whose a row is. `$tenant`, `$person`, `$accounts`… are the binds of `bindsOf`; the row's table has
 * the alias that is given.
 */

/** A conversation of theirs, as the person or as the account that was not linked then. */
export const ownsConversation = (alias: string): string =>
  `(${alias}.person_id = $person::uuid or ${alias}.session_id = any($accounts::text[]))`

const chatUser = (alias: string): string =>
  `${alias}.platform || ':' || (${alias}.payload #>> '{chat,workspace}') || ':' || (${alias}.payload #>> '{chat,user}')`

/** A question of theirs. In a thread several people ask in one conversation; on the web it is its owner's. */
export const asked = (alias: string): string => `coalesce(
  ${alias}.payload ->> 'person_id' = $person::text
  or ${chatUser(alias)} = any($accounts::text[])
  or (jsonb_typeof(${alias}.payload -> 'chat') is distinct from 'object' and exists (
    select from conversations own where own.tenant_id = $tenant::uuid and own.id = ${alias}.conversation_id
       and ${ownsConversation('own')})), false)`

const ownConversations = `select c.id from conversations c where c.tenant_id = $tenant::uuid and ${ownsConversation('c')}`

/** Ids of the questions and answers of these events. */
const turnsOf = (condition: string): string => `
  select turn.id from (
    select unnest(array[a.id, q.id]) as id
      from inbox i
      join outbox o on o.tenant_id = i.tenant_id and o.inbox_id = i.id
      join messages a on a.tenant_id = o.tenant_id and a.id = (o.payload ->> 'message_id')::uuid
      left join messages q on q.tenant_id = a.tenant_id and q.conversation_id = a.conversation_id
                          and q.position = a.position - 1 and q.role = 'user'
     where i.tenant_id = $tenant::uuid and (${condition})) turn
   where turn.id is not null`

/** What they asked and were answered, anywhere; in a conversation of theirs all that nobody else asked. */
export const ownMessages = (alias: string): string => `(
  ${alias}.id in (${turnsOf(asked('i'))})
  or (${alias}.conversation_id in (${ownConversations})
      and ${alias}.id not in (${turnsOf(`i.conversation_id in (${ownConversations}) and not ${asked('i')}`)})))`

/** Somebody else asked something in the conversation, which therefore stays for them. */
export const othersAskIn = (alias: string): string => `(
  exists (select from messages rest where rest.tenant_id = $tenant::uuid and rest.conversation_id = ${alias}.id)
  or exists (select from inbox waiting where waiting.tenant_id = $tenant::uuid
                and waiting.conversation_id = ${alias}.id))`

export const isAccount = (alias: string): string =>
  `${alias}.platform || ':' || ${alias}.workspace || ':' || ${alias}.platform_user_id = any($accounts::text[])`

/** A column that holds `<kind>:<id>` of whoever acted. */
export const actedBy = (column: string): string =>
  `(${column} = 'person:' || $person::text or ${column} in (select 'session:' || a from unnest($accounts::text[]) a)
    or ${column} = any($accounts::text[]))`

/** Whose a pseudonym of the audit trail is. */
export const isSubject = (alias: string): string =>
  `(${alias}.subject = $person::text or ${alias}.subject = any($accounts::text[]))`
