import type { Action, FormHandler } from '../command.ts'
import { taskActs } from '../task/task-acts.ts'
import { taskEdit, taskForms } from '../task/task-form.ts'
import { memberActs, memberForms } from './acts/member-acts.ts'
import { phaseActs } from './acts/phase-acts.ts'
import { projectActs } from './acts/project-acts.ts'
import { stepActs } from './acts/step-acts.ts'
import { projectUndo } from './acts/undo.ts'
import { phaseEdit, phaseEditForm } from './forms/phase-form.ts'
import { projectEdit, projectForms } from './forms/project-form.ts'
import { stepEdit, stepForms, stepNew } from './forms/step-form.ts'
import { projectNarrow } from './list.ts'

/** What every button and select of projects and tasks does. */
export const workActs: readonly Action[] = [
  ...projectActs,
  projectUndo,
  projectEdit,
  projectNarrow,
  ...phaseActs,
  phaseEdit,
  ...stepActs,
  stepEdit,
  stepNew,
  ...memberActs,
  ...taskActs,
  taskEdit,
]

/** What every form of projects and tasks does when it is sent. */
export const workForms: readonly FormHandler[] = [
  ...projectForms,
  phaseEditForm,
  ...stepForms,
  ...memberForms,
  ...taskForms,
]
