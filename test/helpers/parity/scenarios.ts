import type { Who } from './driver.ts'

/** One act. A press, a choice, a form and a follow-up are about what the act before them showed. */
export type Step =
  | { type: string }
  | { ask: string }
  | { follow: string }
  | { press: string }
  | { choose: string; label: string }
  | { fill: Record<string, string>; withFile?: true }
  /** `theirs`: names of the ids of another tenant, by the name that the action takes them by. */
  | { forge: string; theirs: Record<string, string> }
  | { bring: 'survey' }

export interface Scenario {
  key: string
  /** As the README tells it. */
  title: string
  by: Who
  steps: Step[]
}

const question = 'indice de Mac chez les 18-34 ans'

/** What people do, the same on every platform; each one finds what those before it left. */
export const scenarios: readonly Scenario[] = [
  { key: 'help', title: 'Help, and the help of a group', by: 'member', steps: [{ type: 'help data' }, { type: '' }, { choose: 'help.page', label: 'Conversations: read them again, export them' }] },
  { key: 'ask', title: 'Ask, and ask on', by: 'member', steps: [{ ask: question }, { follow: 'et chez les 35-64 ans ?' }] },
  { key: 'source', title: 'See where a figure comes from', by: 'member', steps: [{ ask: question }, { press: 'answer.source' }] },
  { key: 'details', title: 'See how an answer came about', by: 'member', steps: [{ ask: question }, { press: 'answer.details' }] },
  { key: 'rate', title: 'Rate an answer', by: 'member', steps: [{ ask: question }, { press: 'answer.rate' }] },
  { key: 'ask_command', title: 'Ask by command', by: 'member', steps: [{ type: `ask ${question}` }] },
  { key: 'top', title: '`data top`', by: 'member', steps: [{ type: 'data top 3' }] },
  { key: 'compare', title: '`data compare`', by: 'member', steps: [{ type: 'data compare "18-34" "35-64"' }] },
  { key: 'profile', title: '`data profile`', by: 'member', steps: [{ type: 'data profile Mac' }] },
  { key: 'explain', title: '`data explain`', by: 'member', steps: [{ type: 'data explain index' }] },
  { key: 'check', title: '`data check`', by: 'member', steps: [{ type: 'data check' }] },
  { key: 'conversations', title: 'List conversations, open one, read and export the last', by: 'member', steps: [{ type: 'chat list' }, { type: 'chat history' }, { press: 'chat.export' }, { type: 'chat export' }] },
  { key: 'continue', title: 'Go on with a conversation elsewhere', by: 'member', steps: [{ type: 'chat history' }, { press: 'chat.continue' }] },
  { key: 'search', title: 'Search conversations', by: 'member', steps: [{ type: 'search Mac' }, { type: 'search zzzz' }] },
  { key: 'home', title: 'Home', by: 'member', steps: [{ type: 'home' }] },
  { key: 'projects', title: 'Projects and tasks, for whoever is nobody of the team', by: 'member', steps: [{ type: 'project list' }, { type: 'project show' }, { type: 'task list' }] },
  { key: 'usage', title: 'Usage, for whoever may not see it', by: 'member', steps: [{ type: 'usage' }] },
  { key: 'usage_admin', title: 'Usage of the month', by: 'admin', steps: [{ type: 'usage' }] },
  { key: 'health', title: 'Health', by: 'member', steps: [{ type: 'health' }] },
  { key: 'prefs', title: 'Choose a language, by form and by command', by: 'admin', steps: [{ type: 'prefs' }, { fill: { language: 'fr' } }, { type: 'prefs en' }] },
  { key: 'link', title: 'Link an account', by: 'admin', steps: [{ type: 'link' }] },
  { key: 'setup', title: '`setup` with a code that is none', by: 'admin', steps: [{ type: 'setup ABCD-EFGH-JKLM' }] },
  { key: 'workspace', title: 'Whose workspace it is', by: 'admin', steps: [{ type: 'workspace show' }] },
  { key: 'models', title: 'Models, and where keys are kept', by: 'admin', steps: [{ type: 'workspace models' }, { type: 'workspace key' }] },
  { key: 'team', title: 'The team, its roles and services', by: 'admin', steps: [{ type: 'team users' }, { type: 'team roles' }, { choose: 'team.role_show', label: 'Finance' }, { type: 'team services' }] },
  { key: 'team_admin', title: 'What one may administrate', by: 'admin', steps: [{ type: 'team admin' }] },
  { key: 'invite', title: 'Invite somebody by form, whose faults are told', by: 'admin', steps: [{ type: 'team invite' }, { fill: { email: '??', full_name: 'Zoé' } }] },
  { key: 'me', title: 'Who one is', by: 'admin', steps: [{ type: 'me show' }] },
  { key: 'list', title: 'List assistants, and choose one', by: 'admin', steps: [{ type: 'assistant list' }, { choose: 'assistant.show', label: 'Masculinités' }] },
  { key: 'new', title: 'Make an assistant by form, its faults first', by: 'admin', steps: [{ type: 'assistant new Étude B' }, { fill: { name: '??', theme: 'loisirs' } }, { fill: { name: 'Étude B', theme: 'loisirs' }, withFile: true }] },
  { key: 'show', title: 'See an assistant and how it is used', by: 'admin', steps: [{ type: 'assistant show Étude B' }, { type: 'assistant stats Étude B' }] },
  { key: 'edit', title: 'Change an assistant by form', by: 'admin', steps: [{ type: 'assistant edit Étude B' }, { fill: { name: '??' } }, { fill: { name: 'Étude C' } }] },
  { key: 'bind', title: 'Give a channel its assistant, and take it away', by: 'admin', steps: [{ type: 'assistant bind Étude C' }, { type: 'assistant bind off' }] },
  { key: 'delete', title: 'Delete an assistant, asked first', by: 'admin', steps: [{ type: 'assistant delete Étude C' }, { press: 'assistant.remove' }] },
  { key: 'file', title: 'Bring a file', by: 'admin', steps: [{ bring: 'survey' }] },
  { key: 'unknown', title: 'A word that is no command', by: 'member', steps: [{ type: 'asistant list' }, { type: 'assistant lst' }] },
  { key: 'incomplete', title: 'A command without what it needs, or with too much', by: 'member', steps: [{ type: 'search' }, { type: 'health now' }] },
  { key: 'refused', title: 'A right that is missing', by: 'member', steps: [{ type: 'assistant new' }, { type: 'workspace models' }, { type: 'team users' }] },
  {
    key: 'theirs',
    title: 'Ids of another tenant in a button',
    by: 'admin',
    steps: [
      { forge: 'answer.source', theirs: { message_id: 'message', claim: 'claim' } },
      { forge: 'answer.rate', theirs: { message_id: 'message' } },
      { forge: 'assistant.show', theirs: { assistant: 'assistant' } },
      { forge: 'assistant.remove', theirs: { assistant: 'assistant' } },
      { forge: 'chat.show', theirs: { conversation: 'conversation' } },
      { forge: 'chat.continue', theirs: { conversation: 'conversation' } },
    ],
  },
] // biome-ignore format: one scenario a line

export type Aspect = 'kind' | 'title' | 'words' | 'tables' | 'controls' | 'fields' | 'rows'
