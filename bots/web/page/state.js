/**
 * What the page shows. Views read it and are redrawn by `changed`; nothing else is shared between them.
 * @type {{
 *   session: import('./types.d.ts').Session,
 *   assistants: import('./types.d.ts').Assistant[],
 *   assistantId: string | null,
 *   conversations: import('./types.d.ts').Conversation[],
 *   conversationId: string | null,
 *   turns: import('./types.d.ts').Turn[],
 *   running: import('./types.d.ts').Running | null,
 *   quota: import('./types.d.ts').Quota | null,
 *   models: import('./types.d.ts').Llm[] | null,
 * }}
 */
export const state = {
  session: {
    signed_in: false,
    mode: 'anonymous',
    name: null,
    locale: null,
    tenant: null,
    permissions: [],
    setup_needed: false,
  },
  assistants: [],
  assistantId: null,
  conversations: [],
  conversationId: null,
  turns: [],
  running: null,
  quota: null,
  models: null,
}

/** @typedef {'shell' | 'sidebar' | 'chat' | 'composer' | 'quota'} Part */
/** @type {Map<Part, () => void>} */
const drawers = new Map()

/**
 * @param {Part} part
 * @param {() => void} draw
 */
export const onChange = (part, draw) => drawers.set(part, draw)

/** @param {...Part} parts */
export const changed = (...parts) => {
  for (const part of parts) drawers.get(part)?.()
}

export const currentAssistant = () => state.assistants.find(({ id }) => id === state.assistantId) ?? null

/** @param {string} permission such as `assistants:create` */
export const may = (permission) =>
  state.session.permissions.includes(permission) || state.session.permissions.includes('*')
