/**
 * A question that was just asked.
 * @param {string} question
 * @returns {import('./types.d.ts').Turn}
 */
export const newTurn = (question) => ({
  question,
  state: 'running',
  stages: [],
  text: '',
  answer: null,
  problem: null,
  key: '',
})

/**
 * Somebody stopped the question; its text says so.
 * @param {import('./types.d.ts').Answer | null} answer
 */
export const isStopped = (answer) => answer?.fallback_reason === 'stopped'
