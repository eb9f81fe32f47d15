import { setTimeout as wait } from 'node:timers/promises'
import type { SlashCommand } from '@slack/bolt'
import { translate } from '../../../core/locales/translate.ts'
import { errorCardOf } from '../../commands/error-card.ts'
import { runCommand, runUnbound } from '../../commands/run.ts'
import { renderCard, type SlackMessage } from '../blocks/render-card.ts'
import { doerOf, meetInteraction, orExplain } from '../interaction.ts'
import { mentionedIn, readText } from '../read-text.ts'
import type { SlackServices } from '../services.ts'
import { showResult } from '../show-result.ts'
import { isDirectChannel, type Standing } from '../standing.ts'
import type { Doer, Member } from '../who.ts'

/** Slack gives up at three seconds: what takes longer says that it is being worked on, and answers afterwards. */
const promptMs = 2_000

type Ack = (answer?: {
  response_type: 'ephemeral'
  text: string
  blocks?: SlackMessage['blocks']
}) => Promise<void>

const standingOf = (command: SlashCommand, doer: Doer): Standing => ({
  workspace: doer.team,
  channel: command.channel_id,
  thread: null,
  user: command.user_id,
  isDirect: isDirectChannel(command.channel_id),
  triggerId: command.trigger_id,
  responseUrl: command.response_url,
  pressed: null,
})

/** Answers in the acknowledgement while that is open, and by the command's own address afterwards. */
const openReply = ({ api }: SlackServices, ack: Ack, responseUrl: string) => {
  let isOpen = true
  const take = (): boolean => {
    const wasOpen = isOpen
    isOpen = false
    return wasOpen
  }
  return {
    tell: async ({ text, blocks }: SlackMessage): Promise<void> => {
      if (take()) await ack({ response_type: 'ephemeral', text, blocks })
      else
        await api.respond(responseUrl, { response_type: 'ephemeral', replace_original: false, text, blocks })
    },
    /** Nothing is to be said, or not yet. */
    release: async (text?: string): Promise<void> => {
      if (take()) await ack(text === undefined ? undefined : { response_type: 'ephemeral', text })
    },
  }
}

const run = async (
  services: SlackServices,
  command: SlashCommand,
  { doer, reply }: { doer: Doer; reply: ReturnType<typeof openReply> },
): Promise<void> => {
  const standing = standingOf(command, doer)
  const met = await meetInteraction(services, { doer, standing })
  if ('card' in met) {
    const card = met.unbound ? await runUnbound(met.unbound, readText(command.text ?? '', null)) : met.card
    for (const message of renderCard(card, { locale: met.locale })) await reply.tell(message)
    return
  }
  const { member, context } = met
  const inPlace: Standing = { ...standing, workspace: member.workspace.workspaceId }
  // As of a message: Slack writes people, channels, links and `&` in its own notation.
  const typed = command.text ?? ''
  const place = { ...context.place, mentioned: mentionedIn(typed) }
  const result = await runCommand({ ...context, place }, readText(typed, member.workspace.botUserId))
  if (result.kind === 'card' && result.audience !== 'place' && !result.file) {
    const options = { locale: member.locale, publicUrl: services.publicUrl() }
    for (const message of renderCard(result.card, options)) await reply.tell(message)
    return
  }
  await showResult(services, member, { standing: inPlace, result, eventId: `command:${command.trigger_id}` })
  await reply.release()
}

/** `/sextant …` */
export const onCommandGiven = async (
  services: SlackServices,
  command: SlashCommand,
  ack: Ack,
): Promise<void> => {
  const doer = doerOf(command)
  const reply = openReply(services, ack, command.response_url)
  const locale: Member['locale'] = (await services.users.find(doer.team, doer.user))?.locale ?? 'fr'
  const done = orExplain(
    () => run(services, command, { doer, reply }),
    async (error) => {
      for (const message of renderCard(errorCardOf(locale, error), { locale })) await reply.tell(message)
    },
  )
  const late = new AbortController()
  const patience = wait(promptMs, undefined, { signal: late.signal }).then(
    () => reply.release(translate(locale, 'slack:working')),
    () => undefined,
  )
  await Promise.race([done, patience])
  late.abort()
  await done
}
