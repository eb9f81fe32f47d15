const discordEpochMs = 1_420_070_400_000n
const lifeMs = 15 * 60_000
/** Clocks differ, and a message takes its time. */
const marginMs = 30_000

/** When a thing of Discord's was made, by its id. */
export const madeAt = (id: string): Date => new Date(Number((BigInt(id) >> 22n) + discordEpochMs))

/** The id that whatever is made then would have at least. */
export const idAt = (time: Date): string =>
  String((BigInt(Math.max(time.getTime(), Number(discordEpochMs))) - discordEpochMs) << 22n)

/** Until when the token of an interaction surely takes messages. */
export const tokenEndsAt = (interactionId: string): Date =>
  new Date(madeAt(interactionId).getTime() + lifeMs - marginMs)
