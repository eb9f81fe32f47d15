import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitComponent,
} from 'discord-api-types/v10'
import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import { askingSign, readControl } from './controls.ts'
import { escapeText } from './escape.ts'
import { plain } from './parts/options.ts'
import { textDisplay, withInner } from './piece.ts'

/** In the place of `askingSign`: the same control, now asked about. Both are one letter, so that it fits. */
const askedSign = '?'
const yes = 'yes'

interface ConfirmWords {
  title: string
  text: string
  yes: string
  no: string
}

/** The words of the cards, which nothing of a pressed button tells; `label` is what stood on it. */
const wordsOf = (action: string, label: string, locale: Locale): ConfirmWords => {
  const say = (key: string): string => translate(locale, key, { label })
  switch (action) {
    case 'answer.hide':
      return {
        title: say('cards:answer.hide_title'),
        text: say('cards:answer.hide_text'),
        yes: say('cards:answer.hide_yes'),
        no: say('cards:answer.hide_no'),
      }
    case 'assistant.remove':
      return {
        title: say('commands:assistant.delete.title'),
        text: say('discord:confirm.remove'),
        yes: say('commands:assistant.delete.yes'),
        no: say('commands:form.cancel'),
      }
    case 'project.remove':
    case 'step.remove':
    case 'task.remove':
    case 'member.remove': {
      const [what] = action.split('.')
      return {
        title: say(`work:removal.${what}.title`),
        text: say(`work:removal.${what}.text`),
        yes: say('work:remove.yes'),
        no: say('work:remove.no'),
      }
    }
    case 'me.erase':
      return {
        title: say('commands:me.forget.title'),
        text: say('commands:me.forget.confirm'),
        yes: say('commands:me.forget.yes'),
        no: say('commands:form.cancel'),
      }
    default:
      return {
        title: say('discord:confirm.title'),
        text: say('discord:confirm.text'),
        yes: say('discord:confirm.yes'),
        no: say('commands:form.cancel'),
      }
  }
}

const labelOf = (customId: string, components: readonly unknown[]): string => {
  const pressed = components.flatMap(withInner).find(({ custom_id }) => custom_id === customId)
  return typeof pressed?.label === 'string' ? pressed.label : ''
}

/**
 * Asks before a control does what it does, in a dialog: Discord's buttons ask nothing themselves. What is chosen in it
 * comes back with the message that was pressed.
 * @param customId of a control that `readControl` says asks first
 */
export const renderConfirm = (
  customId: string,
  { locale, components = [] }: { locale: Locale; components?: readonly unknown[] },
): APIModalInteractionResponseCallbackData => {
  const { modal } = limits.discord
  const words = wordsOf(
    readControl(customId, { components })?.action ?? '',
    labelOf(customId, components),
    locale,
  )
  return {
    custom_id: askedSign + customId.slice(askingSign.length),
    title: plain(words.title, modal.titleCharacters),
    components: [
      textDisplay(escapeText(words.text)),
      {
        type: ComponentType.Label,
        label: plain(words.title, modal.labelCharacters),
        component: {
          type: ComponentType.StringSelect,
          custom_id: 'confirm',
          required: true,
          options: [
            { label: plain(words.yes, modal.hintCharacters), value: yes },
            { label: plain(words.no, modal.hintCharacters), value: 'no' },
          ],
        },
      },
    ],
  }
}

/**
 * What was said to that dialog, and the control that it was about, which now asks nothing any more; null for any other
 * dialog.
 */
export const readConfirmed = ({
  custom_id,
  components = [],
}: {
  custom_id: string
  components?: readonly (ModalSubmitComponent | unknown)[]
}): { isYes: boolean; customId: string } | null => {
  if (!custom_id.startsWith(askedSign)) return null
  const chosen = components.flatMap(withInner).find((one) => one.custom_id === 'confirm')
  const values = Array.isArray(chosen?.values) ? chosen.values : []
  return { isYes: values[0] === yes, customId: custom_id.slice(askedSign.length) }
}
