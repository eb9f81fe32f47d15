import type { Action, Command } from '../command.ts'
import { inboxActions } from '../inbox-actions.ts'
import { workActs } from '../project/registry.ts'
import { commands } from '../registry.ts'
import { teamPerson } from '../team/person-form.ts'
import { teamRoleShow } from '../team/roles.ts'
import { teamServiceNew } from '../team/services.ts'
import { retentionEdit } from '../workspace/retention.ts'
import { answerDetails } from './answer-details.ts'
import { answerHide } from './answer-hide.ts'
import { answerRate } from './answer-rate.ts'
import { answerSource } from './answer-source.ts'
import { answerStop } from './answer-stop.ts'
import { answerSuggest } from './answer-suggest.ts'
import { assistantChoose } from './assistant-choose.ts'
import { assistantRemove } from './assistant-remove.ts'
import { chatContinue } from './chat-continue.ts'
import { chatShow } from './chat-show.ts'
import { creationShow } from './creation-show.ts'
import { datasetMap } from './dataset-map.ts'
import { helpPage } from './help-page.ts'
import { meErase } from './me-erase.ts'

/**
 * A command as a button, since not every place takes typed ones: `assistant.show`. What is chosen in a select is its
 * assistant or its project.
 */
const actionOf = ({ path, permission, opensForm, isPublic, arguments: wanted, run }: Command): Action => ({
  name: path.join('.'),
  permission,
  ...(opensForm && { opensForm }),
  ...(isPublic && { isPublic }),
  run: (context, { selected, ...value }) => {
    const chosen = wanted.find(({ kind }) => kind === 'assistant' || kind === 'project')
    return run(context, chosen && selected !== undefined ? { ...value, [chosen.name]: selected } : value)
  },
})

/** What every button and select of ours does. */
export const actions: readonly Action[] = [
  answerSource,
  answerSuggest,
  answerRate,
  answerDetails,
  answerHide,
  answerStop,
  assistantChoose,
  assistantRemove,
  chatContinue,
  chatShow,
  creationShow,
  datasetMap,
  helpPage,
  meErase,
  retentionEdit,
  teamPerson,
  teamRoleShow,
  teamServiceNew,
  ...workActs,
  ...inboxActions,
  ...commands.map(actionOf),
]
