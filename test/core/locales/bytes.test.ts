import test from 'ava'
import { formatBytes } from '../../../core/locales/bytes.ts'
import { translate } from '../../../core/locales/translate.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('bytes are said in the unit and the language that people read', (t) => {
  for (const [bytes, en, fr] of [
    [0, '0 bytes', '0 octet'],
    [1, '1 byte', '1 octet'],
    [1_023, '1,023 bytes', '1 023 octets'],
    [1_024, '1 kB', '1 ko'],
    [1_536, '1.5 kB', '1,5 ko'],
    [20 * 1024 ** 2, '20 MB', '20 Mo'],
    [2.4 * 1024 ** 3, '2.4 GB', '2,4 Go'],
    [10 * 1024 ** 3, '10 GB', '10 Go'],
    [2 ** 40, '1 TB', '1 To'],
    [2 ** 50, '1 PB', '1 Po'],
    [2 ** 53, '8 PB', '8 Po'],
  ] as const) {
    t.is(plain(formatBytes('en', bytes)), en)
    t.is(plain(formatBytes('fr', bytes)), fr)
  }
})

test('nothing looks full before it is', (t) => {
  t.is(plain(formatBytes('en', 10 * 1024 ** 3 - 1)), '9.9 GB')
  t.is(plain(formatBytes('en', 1024 ** 2 - 1)), '1,023.9 kB')
})

test('a text says how much is used, of what', (t) => {
  const details = { used: 9.5 * 1024 ** 3, limit: 10 * 1024 ** 3, needed: 20 * 1024 ** 2 * 30 }
  t.regex(plain(translate('fr', 'errors:storage_full', details)), /9,5 Go sur 10 Go .* 600 Mo de plus/)
  t.regex(plain(translate('en', 'errors:storage_full', details)), /9\.5 GB of 10 GB .* 600 MB more/)
})
