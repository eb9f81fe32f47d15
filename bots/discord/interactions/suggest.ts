import { setTimeout as wait } from 'node:timers/promises'
import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import type { TenantActor } from '../../../core/access/can.ts'
import { listMet } from '../../../core/assistants/choose.ts'
import { openHands } from '../../../core/messaging/hands.ts'
import { listProjects } from '../../../core/projects/list-projects.ts'
import { viewableProjects } from '../../../core/projects/rights.ts'
import { commands } from '../../commands/registry.ts'
import type { DiscordServices } from '../services.ts'
import { meet } from '../who.ts'
import { offerChoices } from './callback.ts'
import type { Heard } from './heard.ts'
import { doerOf } from './meet-interaction.ts'

interface Choice {
  name: string
  value: string
}

const mostChoices = 25
/** People type all at once: the database is asked for some of them at a time. */
const hands = openHands(limits.discordInteractions.suggestionsAtOnce)
const maxCharacters = 100

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const shorten = (name: string): string => {
  if (name.length <= maxCharacters) return name
  return `${name.slice(0, maxCharacters - 1).toWellFormed()}…`
}

/** Projects that this person may see, the newest first. */
const readProjects = async (
  { core }: DiscordServices,
  actor: TenantActor,
  typed: string,
): Promise<Choice[]> => {
  const page = { limit: mostChoices, after: null }
  const q = typed.trim()
  const found = await listProjects(core.db, actor, { page, filter: { isActive: 'all', ...(q && { q }) } })
  return found.map(({ id, name }) => ({ name: shorten(name), value: id }))
}

/** Assistants that this person meets, and projects, by what was typed of their names. Anything else offers nothing. */
const readChoices = async (services: DiscordServices, heard: Heard): Promise<Choice[]> => {
  const { done } = heard
  if (done.kind !== 'typing') return []
  const command = commands.find(({ path }) => path.join(' ') === done.path.join(' '))
  const argument = command?.arguments.find(({ name }) => name === done.argument)
  if (argument?.kind !== 'assistant' && argument?.kind !== 'project') return []
  const met = await meet(services, doerOf(heard))
  if (met.kind !== 'member') return []
  if (argument.kind === 'project') {
    const { all, ids } = await viewableProjects(services.core.db, met.actor)
    return all || ids.length > 0 ? readProjects(services, met.actor, done.typed) : []
  }
  const assistants = await listMet(services.core, met.actor, { isReady: false })
  const typed = plain(done.typed)
  return assistants
    .filter(({ name }) => plain(name).includes(typed))
    .slice(0, mostChoices)
    .map(({ id, name }) => ({ name: shorten(name), value: id }))
}

/** Nothing is looked up for who has gone on typing. */
const findChoices = async (services: DiscordServices, heard: Heard, late: AbortSignal): Promise<Choice[]> => {
  await hands.take(1)
  try {
    return late.aborted ? [] : await readChoices(services, heard)
  } finally {
    hands.giveBack(1)
  }
}

/** Offers what can be chosen while somebody types; nothing when it cannot be found in time. */
export const suggest = async (services: DiscordServices, heard: Heard): Promise<void> => {
  const late = new AbortController()
  const found = findChoices(services, heard, late.signal).catch((error: unknown): Choice[] => {
    log.warn({ err: error }, 'nothing can be suggested')
    return []
  })
  const patience = wait(limits.discordInteractions.promptMs, [] as Choice[], { signal: late.signal })
  const choices = await Promise.race([found, patience.catch(() => [] as Choice[])])
  late.abort()
  await offerChoices(services.api, heard, choices)
}
