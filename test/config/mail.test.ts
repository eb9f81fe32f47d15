import test from 'ava'
import { type ConfigurationError, readConfig } from '../../config/env.ts'

const from = (MAIL_FROM: string) => readConfig({ MAIL_FROM }).mailFrom
const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return (error as ConfigurationError).faults
  }
}

test('mails come from an address, with or without a name', (t) => {
  const address = 'sextant@example.org'
  t.deepEqual(from(address), { name: '', address })
  t.deepEqual(from(` ${address} `), { name: '', address })
  t.deepEqual(from(`Sextant de l’équipe <${address}>`), { name: 'Sextant de l’équipe', address })
  t.deepEqual(from(`"Sextant, Paris" <${address}>`), { name: 'Sextant, Paris', address })
  t.is(from(''), null)
})

test('a sender that is none, or more than one, is a fault', (t) => {
  for (const text of ['Sextant', 'a@b', 'a@example.org, b@example.org', '<>', 'A\r\nBcc: b <a@example.org>'])
    t.regex(faultsOf({ MAIL_FROM: text }).join(), /^MAIL_FROM must be an e-mail address/, text)
})

test('without a sender, mails come from the account on the server, or from the host', (t) => {
  const senderOf = (SMTP_URL: string, PUBLIC_URL = '') => readConfig({ SMTP_URL, PUBLIC_URL }).mailFrom
  t.deepEqual(senderOf('smtp://zoe%40example.org:x@mail.example.org'), {
    name: 'Sextant',
    address: 'zoe@example.org',
  })
  t.is(senderOf('smtp://relay.example.org')?.address, 'sextant@relay.example.org')
  t.is(
    senderOf('smtp://key:x@relay.example.org', 'https://ask.example.com')?.address,
    'sextant@ask.example.com',
  )
})

test('a mail server has a host', (t) => {
  const MAIL_FROM = 'sextant@example.org'
  const url = 'smtps://zoe%40example.org:p%C3%A9@mail.example.org'
  t.is(readConfig({ SMTP_URL: url, MAIL_FROM }).smtpUrl, url)
  t.is(readConfig({}).smtpUrl, null)
  for (const bad of [
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://a%zz@mail.example.org',
  ])
    t.deepEqual(
      faultsOf({ SMTP_URL: bad, MAIL_FROM }),
      ['SMTP_URL must be a URL such as smtp://user:password@host:587'],
      bad,
    )
})
