import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { v7 as uuid } from 'uuid'
import type { CommandContext, Place, Result } from '../../../bots/commands/command.ts'
import { memberActor, personActor, type TenantActor } from '../../../core/access/can.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { requestAssistant } from '../../../core/assistants/create.ts'
import { readCreation } from '../../../core/assistants/creation.ts'
import type { Core } from '../../../core/core.ts'
import { ask } from '../../../core/messaging/ask.ts'
import { type Card, type CardControl, plainTextOf } from '../../../core/messaging/card.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { surveyCsv } from '../../fixtures/survey.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../../helpers/workspace.ts'

export interface Desk {
  core: Core
  tenantId: string
  clientId: string
  /** The Slack workspace that is bound to the tenant. */
  workspace: string
  admin: TenantActor
  marketing: TenantActor
  finance: TenantActor
  bring: TenantDesk['bring']
  makeAssistant(name: string, options?: { isPublic?: boolean; content?: string }): Promise<string>
  /** Somebody of the workspace who is linked to no person. */
  member(user: string, options?: { isAdmin?: boolean; assistantIds?: string[] }): TenantActor
  context(actor: TenantActor, place?: Partial<Place>, locale?: Locale): CommandContext
  /** Asks in a place of Slack, and waits for the stored answer. @returns its id */
  answerIn(
    context: CommandContext,
    asked: { assistantId: string; text: string; isPrivate?: boolean },
  ): Promise<{ messageId: string; conversationId: string }>
}

const newWorkspaceId = (): string => `T${uuid().replaceAll('-', '').slice(-10).toUpperCase()}`

export const openCommands = (t: Pick<ExecutionContext, 'teardown'>): Promise<Workspace> => openWorkspace(t)

const addWorkspace = (core: Core, tenantId: string | null): Promise<string> =>
  asOwner(core.db, async () => {
    const workspaceId = newWorkspaceId()
    await core.db.models.Workspace.create({ platform: 'slack', workspaceId, name: 'Atelier', tenantId })
    return workspaceId
  })

/** An installed Slack workspace that is bound to no tenant. */
export const addUnbound = (core: Core): Promise<string> => addWorkspace(core, null)

const addPerson = async (core: Core, tenantId: string, role: string): Promise<TenantActor> => {
  const { id } = await withTenant(core.db, tenantId, () =>
    core.db.models.Person.create({ tenantId, fullName: `Camille ${role}`, role }),
  )
  return personActor({ id, tenantId, role })
}

const waitUntilMade = async (core: Core, actor: TenantActor, id: string): Promise<void> => {
  for (;;) {
    const { state, error } = await readCreation(core, actor, id)
    if (state === 'completed') return
    if (state === 'failed') throw new Error(`the test's own assistant was not made: ${error?.code}`)
    await wait(15)
  }
}

/** A tenant with a bound workspace and people of several roles. */
export const openDesk = async ({ core, openTenant }: Workspace): Promise<Desk> => {
  const { tenantId, clientId, bring } = await openTenant()
  const workspace = await addWorkspace(core, tenantId)
  const admin = await addPerson(core, tenantId, 'admin')
  const context: Desk['context'] = (actor, place = {}, locale = 'fr') => ({
    core,
    publicUrl: 'https://sextant.example.org',
    actor,
    locale,
    place: {
      platform: 'slack',
      workspace,
      channel: 'C1',
      thread: null,
      isDirect: false,
      user: 'U1',
      ...place,
    },
  })
  return {
    core,
    tenantId,
    clientId,
    workspace,
    admin,
    marketing: await addPerson(core, tenantId, 'marketing'),
    finance: await addPerson(core, tenantId, 'finance'),
    bring,
    makeAssistant: async (name, { isPublic = false, content = surveyCsv } = {}) => {
      const datasetId = await bring('etude.csv', content)
      const wanted = { name, theme: 'loisirs', isPublic, source: { datasetId } }
      const id = await requestAssistant(core, admin, wanted)
      await waitUntilMade(core, admin, id)
      return id
    },
    member: (user, { isAdmin = false, assistantIds = [] } = {}) =>
      memberActor({ id: `slack:${workspace}:${user}`, tenantId, isAdmin, assistantIds }),
    context,
    answerIn: async ({ actor, place }, { assistantId, text, isPrivate = false }) => {
      const { channel, thread, user } = place
      const chat = {
        workspace: place.workspace, channel: channel!, thread, message: null, user, is_private: isPrivate,
      } // biome-ignore format: one place, read at a glance
      const answer = await ask(core, actor, { platform: 'slack', assistantId, text, chat })
      return { messageId: answer.message_id!, conversationId: answer.conversation_id! }
    },
  }
}

/** The card of a result; anything else is a fault of the test. */
export const cardOf = (result: Result): Card => {
  if (result.kind !== 'card') throw new Error(`no card but ${JSON.stringify(result)}`)
  return result.card
}

export const textOf = (result: Result): string => plainTextOf(cardOf(result))

export const controlsOf = (result: Result): CardControl[] =>
  cardOf(result).parts.flatMap((part) => (part.kind === 'controls' ? part.controls : []))

/** The button or select of this action; anything else is a fault of the test. */
export const controlOf = (result: Result, action: string): Exclude<CardControl, { kind: 'link' }> => {
  const found = controlsOf(result).find((control) => control.kind !== 'link' && control.action === action)
  if (!found || found.kind === 'link')
    throw new Error(`no ${action} among ${JSON.stringify(controlsOf(result))}`)
  return found
}

export const actionsOf = (result: Result): string[] =>
  controlsOf(result).flatMap((control) => (control.kind === 'link' ? [] : [control.action]))
