import type { IncomingHttpHeaders } from 'node:http'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { AppError, isAppError } from '../../core/errors.ts'
import { translate } from '../../core/locales/translate.ts'
import { acceptEvent } from '../../core/messaging/platform-events.ts'
import type { Database } from '../../db/database.ts'
import { idOf, type Loose, objectOf } from './event-keys.ts'
import { respond } from './respond.ts'

const slackApiUrl = 'https://slack.com/api/'

/** What Slack gets for a command, a press or a form. An empty text shows nothing. */
export interface Answer {
  status: number
  body: string | object
}

/** Works on a verified request that waits for its answer. */
export type Dispatch = (body: Loose, headers: IncomingHttpHeaders) => Promise<Answer>

export interface Interactions {
  db: Database
  dispatch: Dispatch
  /** Where Slack's API is reached; what is late is answered to addresses of Slack alone when it is not given. */
  apiUrl?: string
  /** Slack shows an error of its own after three seconds. */
  answerMs?: number
}

/** The language of whoever waits is not known without the database, which may be what is slow. */
const slowly = (): string => `${translate('fr', 'slack:slow')}\n${translate('en', 'slack:slow')}`

const inputOf = (view: Loose): string | null => {
  const blocks = Array.isArray(view.blocks) ? view.blocks.map(objectOf) : []
  const id = blocks.find(({ type }) => type === 'input')?.block_id
  return typeof id === 'string' ? id : null
}

/** The form stays as it was filled in: its first field says why, or a page on top of it where it has no field. */
const slowForm = (view: Loose): object => {
  const field = inputOf(view)
  if (field !== null) return { response_action: 'errors', errors: { [field]: slowly() } }
  const text = { type: 'plain_text', text: slowly() }
  const page = {
    type: 'modal',
    title: { type: 'plain_text', text: 'Sextant' },
    blocks: [{ type: 'section', text }],
  }
  return { response_action: 'push', view: page }
}

/** Says politely, in the form that fits the request, that it takes too long. */
const slowAnswer = (body: Loose): Answer => {
  if (typeof body.command === 'string')
    return { status: 200, body: { response_type: 'ephemeral', text: slowly() } }
  if (body.type === 'view_submission') return { status: 200, body: slowForm(objectOf(body.view)) }
  if (body.type === 'block_suggestion') return { status: 200, body: { options: [] } }
  return { status: 200, body: '' }
}

/** What a command came to after all, by its own address: nobody waits for the acknowledgement any more. */
const tellLate = async (
  { command, response_url: url }: Loose,
  { body }: Answer,
  apiUrl: string,
): Promise<void> => {
  if (typeof command !== 'string' || typeof url !== 'string' || body === '') return
  const message = typeof body === 'string' ? { text: body } : body
  await respond(url, { response_type: 'ephemeral', replace_original: false, ...message }, apiUrl)
}

const workspaceOf = (body: Loose): string => idOf(body.team_id) ?? idOf(objectOf(body.team).id) ?? ''

/**
 * Slack numbers each act of a person once. The number is stored before anything is done, so that a copy of the request
 * does nothing, on whichever replica it arrives.
 * @throws AppError `request_repeated`
 */
const refuseCopy = async (db: Database, body: Loose): Promise<void> => {
  const trigger = idOf(body.trigger_id)
  if (trigger === null) return
  const { isNew } = await acceptEvent(db, {
    platform: 'slack',
    eventId: `trigger:${trigger}`,
    messageKey: null,
    clientKey: null,
    workspace: workspaceOf(body),
    orderKey: '',
    payload: null,
  })
  if (!isNew) throw new AppError('request_repeated', 'this request was received before')
}

const kindOf = ({ command, type }: Loose): string => String(command ?? type ?? 'unknown')

/**
 * Answers a verified command, press or form within Slack's three seconds, whatever the work does: what is late or
 * fails becomes a polite word. Work that had begun goes on by itself; work that had not, because the database is slow, is
 * not begun any more.
 * @throws AppError `request_repeated`
 */
export const answerInTime = async (
  { db, dispatch, apiUrl = slackApiUrl, answerMs = limits.slackRequests.answerMs }: Interactions,
  body: Loose,
  headers: IncomingHttpHeaders,
): Promise<Answer> => {
  const late = Promise.withResolvers<'late'>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    late.resolve('late')
  }, answerMs)
  const act = async (): Promise<Answer> => {
    await refuseCopy(db, body)
    // Whoever was told to try again would do it twice.
    return isLate ? slowAnswer(body) : dispatch(body, headers)
  }
  const work = act()
  const told = { kind: kindOf(body), workspace: workspaceOf(body) }
  const tellFailure = (error: unknown): void => log.error({ err: error, ...told }, 'a Slack request failed')
  try {
    const answer = await Promise.race([work, late.promise])
    if (answer !== 'late') return answer
    log.warn(told, 'a Slack request was not answered in time')
    work.then((answered) => tellLate(body, answered, apiUrl)).catch(tellFailure)
  } catch (error) {
    if (isAppError(error, 'request_repeated')) throw error
    tellFailure(error)
  } finally {
    clearTimeout(timer)
  }
  return slowAnswer(body)
}
