import test from 'ava'
import { chosenLocale } from '../../cli/locale.ts'

test('the option wins over the system, wherever it stands', (t) => {
  t.is(chosenLocale(['ask', '--locale', 'en'], { LANG: 'fr_FR.UTF-8' }), 'en')
  t.is(chosenLocale(['--locale=fr', 'ask'], { LANG: 'en_US.UTF-8' }), 'fr')
  t.is(chosenLocale(['ask', '--', '--locale', 'en'], { LANG: 'fr_FR.UTF-8' }), 'fr')
})

test('the system says it in the order of POSIX, or does not say it', (t) => {
  t.is(chosenLocale([], { LC_ALL: 'en_GB', LANG: 'fr_FR' }), 'en')
  t.is(chosenLocale([], { LC_ALL: '', LC_MESSAGES: 'fr_CA.UTF-8', LANG: 'en_US' }), 'fr')
  t.is(chosenLocale([], { LANG: 'C.UTF-8' }), null)
  t.is(chosenLocale([], { LANG: 'de_DE.UTF-8' }), null)
  t.is(chosenLocale(['--locale', 'de'], {}), null)
})
