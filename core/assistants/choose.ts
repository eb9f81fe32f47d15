import { QueryTypes } from 'sequelize'
import { validate as isUuid } from 'uuid'
import { withTenant } from '../../db/tenant.ts'
import { meetsAllAssistants, type TenantActor } from '../access/can.ts'
import { fold } from '../answers/understand/text.ts'
import { ownerOf } from '../conversations/owner.ts'
import type { Core } from '../core.ts'
import { findNearest } from '../datasets/query/nearest.ts'
import type { Platform } from '../platforms.ts'
import { readChannel } from '../tenancy/channels.ts'

/** An assistant that can be asked now, as somebody chooses it. */
export interface Choice {
  id: string
  name: string
  theme: string
}

/** Where somebody asks, and whom they named: the id or the name of an assistant, or the beginning of it. */
export interface Choosing {
  platform: Platform
  workspace: string
  /** Null where there is none, such as a home page. */
  channel: string | null
  /** The assistant that stands open there, as on the web page. Foreign: any text. */
  open?: string | null
  named?: string | null
}

/** `unknown`: nothing is called so; `choices` are the ones that come nearest, or all of them. */
export type Chosen =
  | { kind: 'chosen'; assistantId: string }
  | { kind: 'several'; choices: Choice[] }
  | { kind: 'unknown'; choices: Choice[] }
  | { kind: 'none' }

/** More names than this nobody chooses from, or types. */
const mostChoices = 1_000

/** Sessions meet those that are switched on, and public or of its channel; see `listAssistants`. */
const metSql = `
  select a.id, a.name, a.theme from assistants a
   where a.tenant_id = $1 and (not $3 or (a.is_active and a.dataset_id is not null))
     and ($2::uuid[] is null or (a.is_active and (a.is_public or a.id = any($2::uuid[]))))
   order by lower(a.name), a.id limit ${mostChoices}`

/** Assistants that this person meets, by name; with `isReady` those that can answer now. */
export const listMet = (
  core: Core,
  actor: TenantActor,
  { isReady }: { isReady: boolean },
): Promise<Choice[]> =>
  withTenant(core.db, actor.tenantId, () =>
    core.db.sequelize.query<Choice>(metSql, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, meetsAllAssistants(actor) ? null : (actor.assistantIds ?? []), isReady],
    }),
  )

const plain = (text: string): string => fold(text).replace(/\s+/g, ' ').trim()

/** Exactly so called, else the only one whose name begins so or has it in it. */
const matching = (named: string, choices: readonly Choice[]): Choice[] => {
  const wanted = plain(named)
  const by = (test: (name: string) => boolean): Choice[] => choices.filter(({ name }) => test(plain(name)))
  const tries = [
    by((name) => name === wanted),
    by((name) => name.startsWith(wanted)),
    by((name) => name.includes(wanted)),
  ]
  return tries.find((found) => found.length > 0) ?? []
}

const nearest = (named: string, choices: readonly Choice[]): Choice[] => {
  const names = findNearest(
    named,
    choices.map(({ name }) => name),
  )
  return names.flatMap((name) => choices.filter((choice) => choice.name === name))
}

/** Whom a name means among these. */
export const findNamed = (named: string, choices: readonly Choice[]): Chosen => {
  const byId = isUuid(named) && choices.find(({ id }) => id === named)
  const found = byId ? [byId] : matching(named, choices)
  const [first] = found
  if (first && found.length === 1) return { kind: 'chosen', assistantId: first.id }
  if (first) return { kind: 'several', choices: found }
  const near = nearest(named, choices)
  return { kind: 'unknown', choices: near.length > 0 ? near : [...choices] }
}

const lastUsedSql = `
  select c.assistant_id as id from conversations c
   where c.tenant_id = $1 and c.platform = $2 and starts_with(c.place, $3)
     and c.person_id is not distinct from $4::uuid and c.session_id is not distinct from $5
   order by c.updated_at desc, c.id desc limit 1`

/** The one that this person asked last in this place. */
const findLastUsed = async (core: Core, actor: TenantActor, place: Choosing): Promise<string | null> => {
  const { platform, workspace, channel } = place
  const { personId, sessionId } = ownerOf(actor)
  // On the web every conversation is a place of its own.
  const begin = platform === 'web' ? '' : `${workspace}:${channel === null ? '' : `${channel}:`}`
  const [last] = await withTenant(core.db, actor.tenantId, () =>
    core.db.sequelize.query<{ id: string }>(lastUsedSql, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, platform, begin, personId, sessionId],
    }),
  )
  return last?.id ?? null
}

const findBound = async (core: Core, { tenantId }: TenantActor, place: Choosing): Promise<string | null> => {
  const { platform, workspace, channel } = place
  if (platform === 'web' || channel === null) return null
  return (await readChannel(core.db, tenantId, { platform, workspace, channel })).assistantId
}

/** Null for one that this person does not meet. */
const findOpen = async (core: Core, actor: TenantActor, { open }: Choosing): Promise<string | null> => {
  if (!open) return null
  const met = await listMet(core, actor, { isReady: false })
  return met.some(({ id }) => id === open) ? open : null
}

/**
 * Which assistant a question goes to: the one that is named; else the one bound to the channel, or open on the page;
 * else the only one that this person meets; else the last one that they asked in this place; else they have to choose.
 * The bound and the open one are taken as they are: when they cannot answer now, that is what people are to be told.
 */
export const chooseAssistant = async (core: Core, actor: TenantActor, place: Choosing): Promise<Chosen> => {
  const { named } = place
  const there = named ? null : ((await findBound(core, actor, place)) ?? (await findOpen(core, actor, place)))
  if (there) return { kind: 'chosen', assistantId: there }
  const choices = await listMet(core, actor, { isReady: true })
  const [only] = choices
  if (!only) return { kind: 'none' }
  if (named) return findNamed(named, choices)
  if (choices.length === 1) return { kind: 'chosen', assistantId: only.id }
  const last = await findLastUsed(core, actor, place)
  return last !== null && choices.some(({ id }) => id === last)
    ? { kind: 'chosen', assistantId: last }
    : { kind: 'several', choices }
}
