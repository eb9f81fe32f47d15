import { ApiError, call } from './api.js'
import { verdictView } from './check-report.js'
import { loadAssistants, openAssistant } from './conversations.js'
import { announce, h, icon, openDialog } from './dom.js'
import { formField, problemNotice, switchField } from './form-field.js'
import { lookSettings } from './look-settings.js'
import { modelSettings } from './model-settings.js'
import { changed, may, state } from './state.js'
import { t } from './words.js'

/** @typedef {import('./types.d.ts').Assistant} Assistant */

/**
 * Reads, changes and deletes an assistant.
 * @param {Assistant} assistant
 */
export const openAssistantDialog = (assistant) => {
  const { dialog, body } = openDialog({ title: t('assistant.settings'), closeLabel: t('action.close') })
  const path = `/v1/assistants/${encodeURIComponent(assistant.id)}`
  const problems = h('div')
  const canEdit = may('assistants:edit')
  const name = formField({
    label: t('wizard.name'),
    input: h('input', { type: 'text', value: assistant.name, disabled: !canEdit }),
  })
  const theme = formField({
    label: t('wizard.theme'),
    input: h('input', { type: 'text', value: assistant.theme, disabled: !canEdit }),
  })
  const active = switchField(t('assistant.active'), t('assistant.active_hint'), assistant.active)
  const open = switchField(t('assistant.public'), t('assistant.public_hint'), assistant.public)

  const models = canEdit ? modelSettings(assistant) : null
  const look = canEdit ? lookSettings(assistant, name.input) : null

  /** @param {() => Promise<void>} act */
  const attempt = async (act) => {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const faults = error.problem.errors ?? []
      const isLogo = faults.length > 0 && faults.every(({ pointer }) => pointer === '/logo_url')
      if (isLogo) look?.logoFault()
      problems.replaceChildren(...(isLogo ? [] : [problemNotice(error.problem)]))
    }
  }
  const save = () =>
    attempt(async () => {
      if (look?.check() === false) return
      await call('PATCH', path, {
        name: name.input.value.trim(),
        theme: theme.input.value.trim(),
        active: active.input.checked,
        public: open.input.checked,
        ...models?.read(),
        ...look?.read(),
      })
      await loadAssistants()
      dialog.close()
      changed('sidebar', 'chat')
      announce(t('assistant.saved'))
    })
  const remove = () =>
    attempt(async () => {
      await call('DELETE', path)
      await loadAssistants()
      dialog.close()
      await openAssistant(state.assistants[0]?.id ?? null)
      announce(t('assistant.deleted'))
    })

  body.append(
    h(
      'form',
      {
        class: 'step',
        novalidate: true,
        on: {
          submit: (/** @type {Event} */ event) => {
            event.preventDefault()
            save()
          },
        },
      },
      name.element,
      theme.element,
      canEdit && [active.element, open.element],
      models?.element,
      look?.element,
      fileSection(assistant),
      problems,
      h(
        'div',
        { class: 'dialog-actions' },
        may('assistants:delete') && deleteButton(assistant, remove),
        canEdit && h('button', { type: 'submit', class: 'button is-primary' }, t('action.save')),
      ),
    ),
  )
}

/** @param {Assistant} assistant */
const fileSection = ({ file_name: file, file_type: type, dataset_id: dataset }) => {
  if (!file || !dataset) return null
  const place = h('div')
  const load = async () => {
    try {
      const report = await call('GET', `/v1/datasets/${encodeURIComponent(dataset)}/check`)
      place.replaceChildren(verdictView(report, dataset))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      place.replaceChildren(problemNotice(error.problem))
    }
  }
  load()
  return h(
    'section',
    { class: 'assistant-file' },
    h('h3', null, t('assistant.file')),
    h('p', { class: 'file-line' }, icon('file'), `${file}${type ? ` (${type})` : ''}`),
    place,
  )
}

/**
 * Asks once more in its own place before it deletes.
 * @param {Assistant} assistant
 * @param {() => void} remove
 */
const deleteButton = (assistant, remove) => {
  const sure = h(
    'button',
    { type: 'button', class: 'button is-danger', on: { click: remove } },
    icon('trash'),
    t('assistant.delete_sure'),
  )
  const ask = () => {
    button.replaceWith(sure)
    sure.focus()
    announce(t('assistant.delete_text', { name: assistant.name }))
    sure.title = t('assistant.delete_text', { name: assistant.name })
  }
  const button = h(
    'button',
    { type: 'button', class: 'button', on: { click: ask } },
    icon('trash'),
    t('assistant.delete'),
  )
  return button
}
