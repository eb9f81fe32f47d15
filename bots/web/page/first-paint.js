// Runs before the first paint, so that a chosen theme or language does not flash. Classic script on purpose:
// modules wait for the document. Storage can be refused (private mode): the defaults then hold.
;(() => {
  const root = document.documentElement
  try {
    const theme = localStorage.getItem('sextant.theme')
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    const locale = localStorage.getItem('sextant.locale')
    if (locale === 'fr' || locale === 'en') root.lang = locale
  } catch {}
})()
