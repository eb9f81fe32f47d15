import { openAssistant, openConversation } from './conversations.js'
import { h, icon, iconButton } from './dom.js'
import { closeMenu } from './menu.js'
import { preferenceButtons } from './preferences.js'
import { may, state } from './state.js'
import { formatDate, t } from './words.js'

/**
 * Assistants, the conversations of the chosen one, and the page's preferences. On a phone it slides over the chat.
 * @param {{ newAssistant: () => void, signIn: () => void, signOut: () => void }} actions
 */
export const sidebarView = ({ newAssistant, signIn, signOut }) => {
  return h(
    'aside',
    { class: 'sidebar', id: 'sidebar', 'aria-label': t('sidebar.label') },
    h(
      'div',
      { class: 'brand' },
      h('img', { src: '/page/icons/sextant.svg', alt: '', width: 30, height: 30 }),
      h('span', { class: 'brand-name' }, 'Sextant'),
      state.session.tenant && h('span', { class: 'brand-tenant muted' }, state.session.tenant.name),
      iconButton('close', t('sidebar.close'), closeMenu, { class: 'icon-button menu-button' }),
    ),
    may('assistants:create') &&
      h(
        'button',
        { type: 'button', class: 'button is-primary is-wide', on: { click: newAssistant } },
        icon('plus'),
        t('assistant.new'),
      ),
    h(
      'div',
      { class: 'sidebar-lists' },
      h(
        'nav',
        { 'aria-label': t('sidebar.assistants') },
        h('h2', { class: 'sidebar-title' }, t('sidebar.assistants')),
        h(
          'ul',
          { class: 'item-list' },
          state.assistants.map((assistant) => assistantItem(assistant)),
        ),
        state.assistants.length === 0 && h('p', { class: 'muted sidebar-empty' }, t('sidebar.no_assistant')),
      ),
      state.assistantId && conversationList(),
    ),
    sidebarFoot({ signIn, signOut }),
  )
}

/**
 * @param {import('./types.d.ts').Assistant} assistant
 */
const assistantItem = (assistant) =>
  h(
    'li',
    null,
    h(
      'button',
      {
        type: 'button',
        class: `item${assistant.active ? '' : ' is-inactive'}`,
        'aria-current': assistant.id === state.assistantId ? 'true' : null,
        on: {
          click: () => {
            closeMenu()
            openAssistant(assistant.id)
          },
        },
      },
      h('span', { class: 'item-title' }, assistant.name),
      h(
        'span',
        { class: 'item-note' },
        [
          assistant.active ? null : t('assistant.off'),
          assistant.theme,
          t('assistant.messages', { count: assistant.message_count }),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
  )

const conversationList = () =>
  h(
    'nav',
    { 'aria-label': t('sidebar.conversations') },
    h('h2', { class: 'sidebar-title' }, t('sidebar.conversations')),
    h(
      'ul',
      { class: 'item-list' },
      state.conversations.map((conversation) =>
        h(
          'li',
          null,
          h(
            'button',
            {
              type: 'button',
              class: 'item',
              'aria-current': conversation.id === state.conversationId ? 'true' : null,
              on: {
                click: () => {
                  closeMenu()
                  openConversation(conversation.id)
                },
              },
            },
            h(
              'span',
              { class: 'item-title' },
              conversation.title || conversation.preview || t('conversation.untitled'),
            ),
            h('span', { class: 'item-note' }, formatDate(conversation.updated_at)),
          ),
        ),
      ),
    ),
    state.conversations.length === 0 &&
      h('p', { class: 'muted sidebar-empty' }, t('sidebar.no_conversation')),
  )

/** @param {{ signIn: () => void, signOut: () => void }} actions */
const sidebarFoot = ({ signIn, signOut }) =>
  h(
    'footer',
    { class: 'sidebar-foot' },
    h('span', { class: 'muted who' }, state.session.name ?? t(`session.${state.session.mode}`)),
    preferenceButtons(),
    state.session.mode === 'signed_in' && iconButton('sign-out', t('session.sign_out'), signOut),
    state.session.mode === 'anonymous' &&
      h('button', { type: 'button', class: 'button is-small', on: { click: signIn } }, t('session.sign_in')),
  )
