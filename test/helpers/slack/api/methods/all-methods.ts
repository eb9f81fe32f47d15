import type { Methods } from '../refusal.ts'
import { agentMethods } from './agents.ts'
import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import { streamMethods } from './streams.ts'
import { teamMethods } from './team.ts'
import { userGroupMethods } from './user-groups.ts'
import { userMethods } from './users.ts'
import { viewMethods } from './views.ts'

export const allMethods: Methods = {
  ...agentMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...streamMethods,
  ...teamMethods,
  ...userGroupMethods,
  ...userMethods,
  ...viewMethods,
}
