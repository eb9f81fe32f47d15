import type { Platform } from '../../../core/platforms.ts'
import type { Aspect } from './scenarios.ts'

/** Something that is not as on Slack, and is meant. */
export interface Difference {
  platform: Platform
  /** By key. */
  scenarios: string[]
  aspects: Aspect[]
  /** As the README tells it. */
  reason: string
}

/** What people cannot even begin to do there. */
export const impossible: readonly Omit<Difference, 'aspects'>[] = [
  {
    platform: 'discord',
    scenarios: ['unknown', 'incomplete'],
    reason: 'Discord offers the commands itself, and lets nobody send one that is wrong or wants something',
  },
]

const answers = ['ask', 'source', 'details', 'rate', 'ask_command', 'top', 'compare', 'profile', 'explain']

export const differences: readonly Difference[] = [
  {
    platform: 'web',
    scenarios: answers,
    aspects: ['controls'],
    reason: 'no button that hides an answer: nobody else reads along, and a conversation can be deleted',
  },
  {
    platform: 'web',
    scenarios: ['conversations'],
    aspects: ['title', 'words'],
    reason: 'the export is shown, with a button that saves it; Slack sends the file to whoever asked',
  },
  {
    platform: 'web',
    scenarios: ['prefs'],
    aspects: ['fields', 'rows'],
    reason:
      'kept with the account, whose notifications are set there too; a member’s language is kept on the platform',
  },
  {
    platform: 'web',
    scenarios: ['link'],
    aspects: ['words'],
    reason: 'says where else to type the code: on the chat platforms',
  },
  {
    platform: 'web',
    scenarios: ['setup'],
    aspects: ['words'],
    reason: 'says that it is typed in the workspace or server to connect',
  },
  {
    platform: 'web',
    scenarios: ['workspace', 'list', 'show', 'edit', 'bind'],
    aspects: ['controls'],
    reason: 'a page has no channel, so nothing is bound to one; `bind` says so',
  },
  {
    platform: 'web',
    scenarios: ['workspace', 'bind'],
    aspects: ['words'],
    reason: 'a page has no channel, so nothing is bound to one; `bind` says so',
  },
  {
    platform: 'web',
    scenarios: ['bind'],
    aspects: ['title', 'rows'],
    reason: 'a page has no channel, so nothing is bound to one; `bind` says so',
  },
  {
    platform: 'web',
    scenarios: ['me'],
    aspects: ['words', 'controls'],
    reason:
      'whoever runs a workspace is nobody of the team until they link their account; on a page they sign in',
  },
  {
    platform: 'web',
    scenarios: ['file'],
    aspects: ['words', 'tables', 'controls'],
    reason: 'the page’s own steps show the same preview, with the rows of the file beside it',
  },
  {
    platform: 'discord',
    scenarios: ['conversations'],
    aspects: ['words'],
    reason:
      'the file of an export comes with the answer that whoever asked alone sees; Slack’s comes by itself',
  },
  {
    platform: 'web',
    scenarios: ['continue'],
    aspects: ['words'],
    reason: 'the page opens the conversation; Slack begins a thread for it between the person and Sextant',
  },
  {
    platform: 'discord',
    scenarios: ['continue'],
    aspects: ['words'],
    reason:
      'goes on in direct messages, which take a linked account; whoever has none is told how to link it',
  },
  {
    platform: 'discord',
    scenarios: ['workspace'],
    aspects: ['words'],
    reason: 'names its own server',
  },
  {
    platform: 'discord',
    scenarios: ['new', 'edit', 'invite'],
    aspects: ['kind', 'words', 'controls', 'fields'],
    reason:
      'faults of a form are told in a card, which opens it again with what was typed, because Discord closes a form that is sent',
  },
  {
    platform: 'discord',
    scenarios: ['edit'],
    aspects: ['title', 'controls'],
    reason: 'a form of more than five fields comes in parts',
  },
  {
    platform: 'discord',
    scenarios: ['file'],
    aspects: ['tables'],
    reason: 'tables are lines of text in columns',
  },
]
