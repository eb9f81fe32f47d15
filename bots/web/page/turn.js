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
