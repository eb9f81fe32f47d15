import { readMessageBlocks } from '../blocks/check-blocks.ts'
import { findMessage } from '../state/channels.ts'
import { echoChange, storeMessage } from '../state/post-message.ts'
import { type Loose, type ResponseUrl, recordViolation, type World } from '../world-state.ts'
import { Refusal } from './refusal.ts'

const lifeMs = 1_800_000
const maxUses = 5

/** Where the app may answer a press or a command for a while, without a token. */
export const giveResponseUrl = (
  world: World,
  of: Pick<ResponseUrl, 'teamId' | 'user' | 'channel' | 'threadTs' | 'original'>,
): string => {
  const id = crypto.randomUUID()
  world.responseUrls.set(id, { ...of, at: world.clock.now(), uses: 0 })
  return `${world.url}/actions/${of.teamId}/${id}`
}

const takeUse = (world: World, id: string): ResponseUrl => {
  const one = world.responseUrls.get(id)
  if (!one) throw new Refusal('no_such_url')
  if (world.clock.now() - one.at > lifeMs) throw new Refusal('expired_url')
  if (one.uses >= maxUses) throw new Refusal('used_url')
  one.uses++
  return one
}

const removeOriginal = (world: World, { original, channel }: ResponseUrl): void => {
  const place = world.channels.get(channel)!
  if (original?.kind === 'message') {
    const message = findMessage(place, original.ts)
    place.messages = place.messages.filter((one) => one !== message)
  }
  for (const ephemeral of world.ephemerals)
    if (original?.kind === 'ephemeral' && ephemeral.ts === original.ts) ephemeral.isDeleted = true
}

const replaceOriginal = (
  world: World,
  one: ResponseUrl,
  content: { text: string; blocks: Loose[] },
): boolean => {
  const { original, channel } = one
  if (original?.kind === 'message') {
    const place = world.channels.get(channel)!
    const message = findMessage(place, original.ts)
    if (!message) return false
    const before = { ...message }
    Object.assign(message, content, { stream: null, edited: { user: message.user, ts: world.nextTs() } })
    echoChange(world, place, before, message)
    return true
  }
  const ephemeral = world.ephemerals.find(({ ts }) => ts === original?.ts)
  if (ephemeral) Object.assign(ephemeral, content)
  return ephemeral !== undefined
}

/** What the app answers to a command or through a response_url: seen by one person, or by everybody in the channel. */
export const showAnswer = (
  world: World,
  to: Pick<ResponseUrl, 'teamId' | 'user' | 'channel' | 'threadTs'>,
  { text, blocks, isPublic }: { text: string; blocks: Loose[]; isPublic: boolean },
): string => {
  const workspace = world.workspaces.get(to.teamId)!
  if (isPublic)
    return storeMessage(world, world.channels.get(to.channel)!, {
      user: workspace.botUserId,
      botId: workspace.botId,
      teamId: to.teamId,
      threadTs: to.threadTs,
      text,
      blocks,
    }).ts
  const ts = world.nextTs()
  world.ephemerals.push({ ...to, ts, author: null, text, blocks, isFailure: false, isDeleted: false })
  return ts
}

/** One POST to a response_url. @returns what Slack answers */
export const answerByUrl = (world: World, id: string, body: Loose): { status: number; body: Loose } => {
  try {
    const one = takeUse(world, id)
    const blocks = readMessageBlocks(world, body.blocks, 'response_url')
    const text = String(body.text ?? '')
    if (body.delete_original === true || body.delete_original === 'true') {
      removeOriginal(world, one)
      return { status: 200, body: { ok: true } }
    }
    if (text.trim() === '' && blocks.length === 0) throw new Refusal('no_text')
    const replaces = body.replace_original === true || body.replace_original === 'true'
    if (!replaces || !replaceOriginal(world, one, { text, blocks })) {
      const threadTs = body.thread_ts ? String(body.thread_ts) : one.threadTs
      showAnswer(world, { ...one, threadTs }, { text, blocks, isPublic: body.response_type === 'in_channel' })
    }
    return { status: 200, body: { ok: true } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    recordViolation(world, error.error, 'response_url', id)
    return { status: 404, body: { ok: false, error: error.error } }
  }
}
