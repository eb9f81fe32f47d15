import { ApiError, call, newKey } from './api.js'
import { creationStep } from './creation-step.js'
import { h, openDialog } from './dom.js'
import { fileStep } from './file-step.js'
import { recall, remember } from './memory.js'
import { nameStep } from './name-step.js'
import { previewStep } from './preview-step.js'
import { t } from './words.js'

/** @typedef {{ id: string, preview: import('./types.d.ts').Preview, state?: string }} Dataset */
/** @typedef {{ name: string, theme: string, dataset: Dataset | null }} Draft */
/**
 * What a step may do; `fault` names the field that the server refused. `show` draws one of the steps; the creation has no way back.
 * @typedef {{ draft: Draft, keep: () => void, show: (step: 1 | 2 | 3 | 'creation') => void, close: () => void, made: (id: string | null) => void, key: string, fault: string | null }} Wizard
 */

/** @param {1 | 2 | 3} current */
const stepList = (current) =>
  h(
    'ol',
    { class: 'steps' },
    [1, 2, 3].map((step) =>
      h(
        'li',
        { class: step < current ? 'is-done' : null, 'aria-current': step === current ? 'step' : null },
        h('span', { class: 'step-number', 'aria-hidden': 'true' }, step),
        t(`wizard.step_${step}`),
      ),
    ),
  )

/** @param {Dataset} dataset */
const dropDataset = (dataset) =>
  call('DELETE', `/v1/datasets/${encodeURIComponent(dataset.id)}`).catch((error) => {
    // The server also drops datasets that nobody uses; the person's way goes on.
    if (!(error instanceof ApiError)) throw error
  })

/**
 * The three steps of a new assistant: name and theme, file, preview to confirm; then the creation as it happens.
 * What was typed survives a reload; leaving drops the file, nothing half-made stays.
 * @param {(assistantId: string) => void} done
 */
export const openNewAssistant = (done) => {
  /** @type {Draft} */
  const draft = { name: '', theme: '', dataset: null, ...recall('new-assistant') }
  /** @type {string | null} */
  let madeId = null
  const { dialog, body, heading } = openDialog({
    title: t('wizard.title'),
    class: 'wizard',
    closeLabel: t('action.cancel'),
    onClose: () => {
      remember('new-assistant.open', null)
      if (madeId) {
        remember('new-assistant', null)
        return done(madeId)
      }
      if (draft.dataset) dropDataset(draft.dataset)
      draft.dataset = null
      wizard.keep()
    },
  })
  /** @type {Wizard} */
  const wizard = {
    draft,
    keep: () => remember('new-assistant', draft.name || draft.theme || draft.dataset ? draft : null),
    show(step) {
      const views = { 1: nameStep, 2: fileStep, 3: previewStep, creation: creationStep }
      body.replaceChildren(...(step === 'creation' ? [] : [stepList(step)]), views[step](wizard))
      dialog.classList.toggle('is-wide', step === 3)
      body.scrollTop = 0
      const first = /** @type {HTMLElement | null} */ (
        body.querySelector('[aria-invalid="true"]') ?? body.querySelector('[data-first]')
      )
      ;(first ?? heading).focus()
    },
    close: () => dialog.close(),
    made(id) {
      madeId = id
    },
    key: newKey(),
    fault: null,
  }
  remember('new-assistant.open', true)
  wizard.show(draft.dataset ? 3 : 1)
}

/** Whether the page was left in the middle of the steps. */
export const wasMakingAssistant = () => recall('new-assistant.open') === true
