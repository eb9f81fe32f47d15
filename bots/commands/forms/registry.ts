import type { FormHandler } from '../command.ts'
import { workForms } from '../project/registry.ts'
import { teamInviteForm } from '../team/invite.ts'
import { teamPersonForm } from '../team/person-form.ts'
import { teamServiceForm } from '../team/services.ts'
import { retentionFormHandler } from '../workspace/retention.ts'
import { answerRateForm } from './answer-rate.ts'
import { assistantChooseForm } from './assistant-choose.ts'
import { assistantCreate } from './assistant-create.ts'
import { assistantEditForm } from './assistant-edit.ts'
import { datasetMapForm } from './dataset-map.ts'
import { prefsFormHandler } from './prefs.ts'

/** What every form of ours does when it is sent. */
export const formHandlers: readonly FormHandler[] = [
  assistantCreate,
  assistantEditForm,
  assistantChooseForm,
  answerRateForm,
  datasetMapForm,
  prefsFormHandler,
  retentionFormHandler,
  teamInviteForm,
  teamPersonForm,
  teamServiceForm,
  ...workForms,
]
