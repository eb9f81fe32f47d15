import { ApiError, call } from './api.js'
import { announce, h, icon, uniqueId } from './dom.js'
import { problemNotice } from './form-field.js'
import { t } from './words.js'

/** The server refuses it too; but a browser that is refused in the middle of an upload only sees a broken line. */
const maxBytes = 20 * 1024 * 1024

/** @param {import('./new-assistant.js').Wizard} wizard */
export const fileStep = ({ draft, keep, show }) => {
  /** @type {AbortController | null} */
  let upload = null
  const id = uniqueId('file')
  const status = h('div', { class: 'upload-status' })
  const input = h('input', {
    type: 'file',
    id,
    class: 'visually-hidden',
    accept: '.xlsx,.xls,.ods,.csv,.tsv,.txt,.json',
    'data-first': true,
    'aria-describedby': `${id}-hint`,
    on: { change: () => input.files?.[0] && send(input.files[0]) },
  })

  /** @param {File} file */
  const send = async (file) => {
    if (file.size > maxBytes)
      return refuse({ status: 413, code: 'file_too_large', detail: t('file.too_large') })
    upload?.abort()
    upload = new AbortController()
    const { signal } = upload
    announce(t('file.reading', { file: file.name }))
    zone.classList.add('is-busy')
    status.replaceChildren(
      h(
        'p',
        { class: 'progress-line' },
        h('span', { class: 'spinner' }),
        t('file.reading', { file: file.name }),
      ),
    )
    const form = new FormData()
    form.append('file', file)
    try {
      draft.dataset = await call('POST', '/v1/datasets', form, { signal })
      keep()
      show(3)
    } catch (error) {
      if (error instanceof ApiError) refuse(error.problem)
      else if (!signal.aborted) throw error
    } finally {
      zone.classList.remove('is-busy')
      // The same file, corrected, can be chosen again.
      input.value = ''
    }
  }

  /** @param {import('./api.js').Problem} problem */
  const refuse = (problem) => status.replaceChildren(problemNotice(problem))

  const zone = h(
    'label',
    {
      class: 'drop-zone',
      for: id,
      on: {
        dragover: (/** @type {DragEvent} */ event) => {
          event.preventDefault()
          zone.classList.add('is-over')
        },
        dragleave: () => zone.classList.remove('is-over'),
        drop: (/** @type {DragEvent} */ event) => {
          event.preventDefault()
          zone.classList.remove('is-over')
          const file = event.dataTransfer?.files[0]
          if (file) send(file)
        },
      },
    },
    icon('upload'),
    h('strong', null, t('file.drop')),
    h('span', { class: 'muted', id: `${id}-hint` }, t('file.kinds')),
  )
  return h(
    'div',
    { class: 'step' },
    h('p', { class: 'step-text' }, t('file.text')),
    h('div', { class: 'drop-area' }, input, zone),
    status,
    h(
      'div',
      { class: 'dialog-actions' },
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          on: {
            click: () => {
              upload?.abort()
              show(1)
            },
          },
        },
        t('action.back'),
      ),
    ),
  )
}
