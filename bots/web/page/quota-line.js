import { ApiError, call } from './api.js'
import { h, icon } from './dom.js'
import { dayWords } from './measures.js'
import { changed, onChange, state } from './state.js'
import { formatNumber, t } from './words.js'

/** Asks what is left of the month. Its line is a courtesy: without an answer there is none. */
export const loadQuota = async () => {
  if (!state.session.signed_in) return
  try {
    state.quota = (await call('GET', '/web/quota')).quota
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
  changed('quota')
}

/** @param {import('./types.d.ts').Quota} quota */
const quotaWords = ({ kind, limit, remaining, used_percent: used, refills_on: day }) => {
  const date = dayWords(day)
  if (used >= 100) return t(`quota.${kind}_spent`, { limit, date })
  return kind === 'requests'
    ? t('quota.requests', { count: remaining ?? 0, limit, date })
    : t(`quota.${kind}`, { percent: formatNumber(Math.floor(used)), date })
}

/** What is left and when it refills, from four fifths on: before anybody is blocked. */
export const quotaLine = () => {
  const line = h('div', { class: 'quota-line', role: 'status', 'aria-label': t('quota.label') })
  const draw = () => {
    const { quota } = state
    line.replaceChildren(...(quota ? [icon('info'), h('span', null, quotaWords(quota))] : []))
  }
  onChange('quota', draw)
  draw()
  return line
}
