import { readConfirmed } from '../blocks/confirm.ts'
import { readForm, type SentForm } from '../blocks/read-form.ts'
import type { Done } from './heard.ts'

type FormDone = Extract<Done, { kind: 'form' }>

const modalOf = ({ customId, fields, resolved }: FormDone) => ({
  custom_id: customId,
  components: fields,
  resolved,
})

export const formOf = (done: FormDone): SentForm => readForm(modalOf(done))

/** What was said to a dialog that asked before something is done; null for any other one. */
export const confirmedOf = (done: FormDone) => readConfirmed(modalOf(done))
