import { Refusal } from '../api/refusal.ts'
import type { Trigger, World } from '../world-state.ts'

const lifeMs = 3_000

/** What a press hands the app so that it may open one modal, soon. */
export const giveTrigger = (
  world: World,
  of: { teamId: string; user: string; viewId?: string | null },
): string => {
  const id = `${Math.floor(world.clock.now())}.${world.nextId('')}.${crypto.randomUUID().replaceAll('-', '')}`
  world.triggers.set(id, {
    teamId: of.teamId,
    user: of.user,
    at: world.clock.now(),
    isUsed: false,
    viewId: of.viewId ?? null,
  })
  return id
}

/** Uses the trigger up. */
export const takeTrigger = (world: World, teamId: string, id: unknown): Trigger => {
  const trigger = world.triggers.get(String(id))
  if (!trigger || trigger.teamId !== teamId) throw new Refusal('invalid_trigger_id')
  if (trigger.isUsed) throw new Refusal('exchanged_trigger_id')
  if (world.clock.now() - trigger.at > lifeMs) throw new Refusal('expired_trigger_id')
  trigger.isUsed = true
  return trigger
}
