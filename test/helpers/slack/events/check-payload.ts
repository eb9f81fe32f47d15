import { readContract } from '../contracts.ts'
import type { Loose } from '../world-state.ts'

/** Newer than the shapes at hand, or left out of them; each is in Slack's documentation. */
const known = new Set([
  'context_team_id',
  'context_enterprise_id',
  'authorizations',
  'event.app_id',
  'event.context',
  'event.app_context',
  'event.event_ts',
  'event.tab',
  'event.user_team',
  'event.source_team',
  'event.user_profile',
  'event.team',
  'event.thread_ts',
  'event.parent_user_id',
  'state',
  'response_urls',
  'message.files',
  'message.metadata',
  'view.app_id',
])

/** Parts of foreign shape: Block Kit is checked by its own schema. */
const foreign = new Set([
  'blocks',
  'actions',
  'state',
  'files',
  'metadata',
  'reactions',
  'message',
  'previous_message',
])

const nameOf = (type: string): string =>
  type
    .split('_')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')

const eventShape = ({ type, subtype }: Loose): Loose | null => {
  const own =
    type === 'message' && subtype
      ? readContract(`events/Message${nameOf(subtype).replace(/^Message|Message$/, '')}Payload.json`)
      : null
  return own ?? readContract(`events/${nameOf(type)}Payload.json`)
}

const shapeOf = (payload: Loose): Loose | null => {
  switch (payload.type) {
    case 'event_callback':
      return eventShape(payload.event)
    case 'block_actions':
      return readContract('app-backend/interactive-components/BlockActionPayload.json')
    case 'message_action':
      return readContract('app-backend/interactive-components/MessageShortcutPayload.json')
    case 'view_submission':
      return readContract('app-backend/views/ViewSubmissionPayload.json')
    case 'view_closed':
      return readContract('app-backend/views/ViewClosedPayload.json')
    default:
      return 'command' in payload ? readContract('app-backend/slash-commands/SlashCommandPayload.json') : null
  }
}

const compare = (given: Loose, shape: Loose, at: string): string[] => {
  if (given === null || given === undefined || shape === null || shape === undefined) return []
  if (typeof shape !== 'object')
    return typeof given === typeof shape ? [] : [`${at} is ${typeof given}, not ${typeof shape}`]
  if (Array.isArray(shape)) {
    if (!Array.isArray(given)) return [`${at} is no list`]
    return shape.length === 0
      ? []
      : given.flatMap((item, index) => compare(item, shape[0], `${at}[${index}]`))
  }
  if (typeof given !== 'object') return [`${at} is ${typeof given}, not an object`]
  if (Object.keys(shape).length === 0) return []
  return Object.entries(given).flatMap(([key, value]) => {
    const path = at === '' ? key : `${at}.${key}`
    if (known.has(path) || foreign.has(key)) return []
    return key in shape ? compare(value, shape[key], path) : [`${path} is unknown`]
  })
}

/** What the payload has that Slack's own shapes do not; nothing when they are not at hand. */
export const checkPayload = (payload: Loose): string[] => {
  const shape = shapeOf(payload)
  return shape === null ? [] : compare(payload, shape, '')
}
