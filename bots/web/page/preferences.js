import { focusOn, h, iconButton } from './dom.js'
import { keepChoice } from './memory.js'
import { changed } from './state.js'
import { locale, setLocale, t } from './words.js'

const isDark = () => {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

/** Language and theme; both are kept by the browser and hold at once. */
export const preferenceButtons = () => {
  /** @param {import('./words.js').Locale} to */
  const language = (to) =>
    h(
      'button',
      {
        type: 'button',
        class: 'language',
        lang: to,
        'data-language': to,
        'aria-pressed': String(locale() === to),
        'aria-label': t(`language.${to}`),
        on: {
          click: () => {
            keepChoice('locale', to)
            setLocale(to)
            changed('shell')
            focusOn(`[data-language="${to}"]`)
          },
        },
      },
      to.toUpperCase(),
    )
  const theme = () =>
    iconButton(isDark() ? 'sun' : 'moon', t(isDark() ? 'theme.light' : 'theme.dark'), () => {
      const next = isDark() ? 'light' : 'dark'
      document.documentElement.dataset.theme = next
      keepChoice('theme', next)
      const button = theme()
      box.lastElementChild?.replaceWith(button)
      button.focus()
    })
  const box = h(
    'div',
    { class: 'preferences' },
    h(
      'div',
      { class: 'languages', role: 'group', 'aria-label': t('language.label') },
      language('fr'),
      language('en'),
    ),
    theme(),
  )
  return box
}
