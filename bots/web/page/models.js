import { ApiError, call } from './api.js'
import { state } from './state.js'

/**
 * The models that can be asked, read once; none for who is not signed in.
 * @returns {Promise<import('./types.d.ts').Llm[]>}
 */
export const loadModels = async () => {
  if (!state.session.signed_in) return []
  try {
    state.models ??= (await call('GET', '/web/models')).items
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
  return state.models ?? []
}
