import { focusOn } from './dom.js'

const phone = matchMedia('(max-width: 820px)')

const shell = () => document.querySelector('.shell')

/** On a phone only one of menu and chat can be reached by keyboard; beside each other both can. */
export const syncMenu = () => {
  const isOpen = shell()?.classList.contains('is-menu-open') ?? false
  document.getElementById('sidebar')?.toggleAttribute('inert', phone.matches && !isOpen)
  document.getElementById('chat')?.toggleAttribute('inert', phone.matches && isOpen)
}

export const openMenu = () => {
  shell()?.classList.add('is-menu-open')
  syncMenu()
  focusOn('.sidebar .menu-button')
}

/** Gives the focus back to the button that opened it. Without an open menu nothing happens. */
export const closeMenu = () => {
  if (!shell()?.classList.contains('is-menu-open')) return
  shell()?.classList.remove('is-menu-open')
  syncMenu()
  focusOn('.chat-head .menu-button')
}

phone.addEventListener('change', syncMenu)
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) closeMenu()
})
