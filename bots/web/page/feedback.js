import { ApiError, call } from './api.js'
import { announce, focusOn, h, iconButton, uniqueId } from './dom.js'
import { problemText } from './problems.js'
import { t } from './words.js'

/**
 * Thumbs up and down; a thumb down may say why. Sent at once, the reason in a second call.
 * @param {string} messageId
 * @param {import('./types.d.ts').Turn} turn
 */
export const feedbackButtons = (messageId, turn) => {
  const box = h('div', { class: 'feedback' })

  /**
   * @param {'up' | 'down'} rating
   * @param {string} [reason]
   */
  const send = async (rating, reason) => {
    try {
      await call('POST', `/v1/messages/${encodeURIComponent(messageId)}/feedback`, {
        rating,
        ...(reason && { reason }),
      })
      turn.rating = rating
      draw(rating === 'down' && !reason)
      announce(t('feedback.thanks'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      box.append(h('span', { class: 'field-error', role: 'alert' }, problemText(error.problem)))
    }
  }

  const reasonForm = () => {
    const id = uniqueId('reason')
    const input = h('input', { id, type: 'text', maxlength: 500, placeholder: t('feedback.placeholder') })
    return h(
      'form',
      {
        class: 'feedback-reason',
        on: {
          submit: (/** @type {Event} */ event) => {
            event.preventDefault()
            if (input.value.trim()) send('down', input.value.trim())
            else draw(false)
          },
        },
      },
      h('label', { for: id, class: 'visually-hidden' }, t('feedback.why')),
      input,
      h('button', { type: 'submit', class: 'button is-small' }, t('feedback.send')),
    )
  }

  /** @param {boolean} asksWhy */
  const draw = (asksWhy) => {
    const held = box.querySelector('[aria-pressed]:focus')?.getAttribute('data-rating')
    const thumb = (/** @type {'up' | 'down'} */ rating) =>
      iconButton(rating, t(`feedback.${rating}`), () => send(rating), {
        'aria-pressed': String(turn.rating === rating),
        'data-rating': rating,
      })
    box.replaceChildren(thumb('up'), thumb('down'))
    if (asksWhy) box.append(reasonForm())
    if (held) focusOn(`[data-rating="${held}"]`, box)
    if (asksWhy) box.querySelector('input')?.focus()
  }
  draw(false)
  return box
}
