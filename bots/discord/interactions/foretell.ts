import { actions } from '../../commands/actions/registry.ts'
import type { Foretold } from '../../commands/command.ts'
import { formHandlers } from '../../commands/forms/registry.ts'
import { commands } from '../../commands/registry.ts'
import { readControl } from '../blocks/controls.ts'
import { aboutAction } from './ask-about.ts'
import type { Deferral } from './callback.ts'
import type { Done, Heard } from './heard.ts'
import { confirmedOf, formOf } from './read-form-sent.ts'

const nothing: Foretold = {}

const ofAction = (name: string | undefined): Foretold => actions.find((one) => one.name === name) ?? nothing

const ofForm = (action: string): Foretold =>
  action === aboutAction ? { isPublic: true } : (formHandlers.find((one) => one.action === action) ?? nothing)

/** What is known of what will come of it, before anything is looked up. */
export const foretell = (done: Done): Foretold => {
  switch (done.kind) {
    case 'command':
      return commands.find(({ path }) => path.join(' ') === done.path.join(' ')) ?? nothing
    case 'menu':
      return { opensForm: true }
    case 'press': {
      const control = readControl(done.customId, done)
      return control?.asksFirst ? { opensForm: true } : ofAction(control?.action)
    }
    case 'form': {
      const confirmed = confirmedOf(done)
      if (!confirmed) return ofForm(formOf(done).action)
      const { isPublic } = ofAction(readControl(confirmed.customId, done)?.action)
      // A form was the first response already.
      return isPublic ? { isPublic } : nothing
    }
    case 'typing':
      return nothing
  }
}

/** Whether it is about the message that it came from, and answered there. */
const isPress = (done: Done): boolean =>
  done.kind === 'press' || (done.kind === 'form' && confirmedOf(done) !== null)

/** The first response that fits what will come. A direct conversation has nobody to hide anything from. */
export const deferralOf = ({ done, message, isDirect }: Heard): Deferral => {
  const { isPublic = false } = foretell(done)
  if (isPress(done) && !isPublic) return 'update'
  if (isDirect) return 'place'
  // What is asked from a card that one person sees is that person's.
  return isPublic && !(isPress(done) && message?.isEphemeral) ? 'place' : 'person'
}
