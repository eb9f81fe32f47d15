// The admin pages work without this: it only takes over the chat page's theme, and renews a session that is over.
;(() => {
  const root = document.documentElement
  /** Storage can be refused (private mode): the system's theme then holds. */
  const stored = () => {
    try {
      return localStorage.getItem('sextant.theme')
    } catch {
      return null
    }
  }
  const keep = (/** @type {string} */ theme) => {
    try {
      localStorage.setItem('sextant.theme', theme)
    } catch {}
  }
  const chosen = stored()
  // Before the first paint, so that it does not flash.
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches

  const showThemeSwitch = () => {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-theme-switch]'))
    if (!button) return
    const draw = () => {
      button.setAttribute('aria-pressed', String(isDark()))
      button.querySelector('use')?.setAttribute('href', `/page/icons/icons.svg#${isDark() ? 'sun' : 'moon'}`)
    }
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark'
      keep(root.dataset.theme)
      draw()
    })
    draw()
    button.hidden = false
  }

  /** The refresh cookie is sent to one address only, and only a script can ask there. */
  const renew = async () => {
    const next = /** @type {HTMLInputElement | null} */ (document.querySelector('form input[name="next"]'))
    if (!next || document.querySelector('[role="alert"]')) return
    const answer = await fetch('/v1/auth/refresh', { method: 'POST' }).catch(() => null)
    if (answer?.ok) location.replace(next.value)
  }

  document.addEventListener('DOMContentLoaded', () => {
    showThemeSwitch()
    renew()
  })
})()
