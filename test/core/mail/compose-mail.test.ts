import { readFileSync } from 'node:fs'
import test from 'ava'
import { denials } from '../../../core/llm/chat.ts'
import { failureKinds } from '../../../core/llm/provider.ts'
import { composeMail } from '../../../core/mail/compose.ts'
import type { Alert, AlertMail } from '../../../core/notifications/catalogue.ts'

const locales = ['fr', 'en'] as const
const quota = {
  scope: 'tenant', scope_name: null, unit: 'requests', used: 823, limit: 1_000,
  resets_at: '2026-11-30T23:00:00.000Z',
} as const // biome-ignore format: one alert, read at a glance

type Data = Pick<Alert, 'type' | 'data'>
const compose = (
  { type, data }: Data,
  { locale = 'fr', ...rest }: Partial<AlertMail> = {},
  url: string | null = 'https://sextant.example.org',
) =>
  composeMail(
    {
      type, data, locale, tenant_name: 'Acme', time_zone: 'Europe/Paris',
      raised_at: '2026-11-20T09:15:00.000Z', ...rest,
    }, // biome-ignore format: one mail
    url,
  )
/** The names of XML's vocabularies look like addresses, and nobody opens them. */
const withoutNames = (html: string) => html.replaceAll(/ xmlns(?::\w+)?="[^"]*"/g, '')
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const every: Data[] = [
  ...(['tenant', 'service', 'assistant', 'channel', 'member'] as const).flatMap((scope) =>
    (['requests', 'nano_usd'] as const).flatMap((unit) =>
      (['quota.80', 'quota.100'] as const).map((type) => ({
        type,
        data: { ...quota, scope, unit, scope_name: scope === 'tenant' ? null : 'Études' },
      })),
    ),
  ),
  ...(['quota.80', 'quota.100'] as const).map(
    (type): Data => ({
      type,
      data: { ...quota, unit: 'bytes', used: 9 * 2 ** 30, limit: 10 * 2 ** 30, resets_at: null },
    }),
  ),
  ...[...failureKinds, ...denials].flatMap((reason) =>
    [null, 'sage-2'].map((instead): Data => ({
      type: 'llm.fallback_active', data: { llm: 'sage-1', instead, reason },
    })),
  ), // biome-ignore format: one alert
  ...failureKinds.map(
    (reason): Data => ({
      type: 'credential.failing',
      data: { provider: 'openai', name: null, last_four: 'a1b2', reason },
    }),
  ),
  ...[null, '2026-12-01'].flatMap((shutdown_date) =>
    [null, 'sage-2'].map((instead): Data => ({
      type: 'model.shutdown', data: { llm: 'sage-1', model: 'sage-1-x', shutdown_date, instead },
    })),
  ), // biome-ignore format: one alert
  ...(['slack', 'discord'] as const).flatMap((platform): Data[] => {
    const place = { platform, workspace: 'Acme Marketing', workspace_id: 'T0123ABCD' }
    return [
      ...[null, 'U0123ABCD'].flatMap((by) =>
        [true, false].map((is_back): Data => ({ type: 'install.added', data: { ...place, by, is_back } })),
      ),
      ...(['uninstalled', 'removed', 'refused'] as const).map(
        (reason): Data => ({ type: 'install.removed', data: { ...place, reason } }),
      ),
      { type: 'identity.linked', data: { platform, workspace_id: 'T0123ABCD', account: 'U0123ABCD' } },
    ]
  }),
  { type: 'password.reset', data: { holder_kind: 'person', holder_id: 'p1' } },
  ...[null, 'Zoé'].map((by): Data => ({
    type: 'invitation', data: { holder_kind: 'person', holder_id: 'p1', by },
  })), // biome-ignore format: one alert
  ...(['link', 'signed_in'] as const).map((how): Data => ({ type: 'password.changed', data: { how } })),
  ...[null, 'Zoé'].map((by): Data => ({
    type: 'role.changed', data: { before: 'it', before_name: null, after: 'planner', after_name: 'Planning', by },
  })), // biome-ignore format: one alert
  ...[null, 'Mozilla/5.0'].map((user_agent): Data => ({
    type: 'session.reused', data: { user_agent, opened_at: '2026-11-19T08:00:00.000Z' },
  })), // biome-ignore format: one alert
  ...[null, 'zoe@example.org'].map(
    (account): Data => ({ type: 'sign_in.failing', data: { account, failures: 5 } }),
  ),
]

test('every alert has words in both languages: what happened, figures, what to do', (t) => {
  for (const one of every)
    for (const locale of locales) {
      const { subject, text, html } = compose(one, { locale })
      const name = `${locale} ${JSON.stringify(one)}`
      t.true(subject.startsWith('[Acme] ') && !subject.includes('\n'), name)
      t.notRegex(text + html, /\{\{|\}\}|undefined|\bnull\b|NaN|Invalid/, name)
      t.regex(text, locale === 'fr' ? /Que faire\u202f:\n- ./ : /What to do:\n- ./, name)
      t.true(html.includes(`lang="${locale}"`), name)
    }
})

test('figures are said in the language, times in the time zone of the tenant', (t) => {
  const fr = plain(compose({ type: 'quota.80', data: quota }).text)
  t.true(fr.includes('Utilisé : 823 requêtes (82 %)\nLimite : 1 000 requêtes\nReste : 177 requêtes\n'), fr)
  t.true(fr.includes('Remise à zéro : 1er décembre 2026 à 00:00 (Europe/Paris)'), fr)
  const money = { ...quota, unit: 'nano_usd', used: 4_123_456_789, limit: 5_000_000_000 } as const
  const en = compose({ type: 'quota.80', data: money }, { locale: 'en', time_zone: 'America/New_York' }).text
  t.true(en.includes('Used: US$4.12 (82%)\nLimit: US$5.00\nLeft: US$0.88\n'), en)
  t.true(en.includes('30 November 2026 at 18:00 (America/New_York)'), en)
  const tiny = compose({ type: 'quota.100', data: { ...money, used: 1_200_000, limit: 0 } }, { locale: 'en' })
  t.true(tiny.text.includes('Used: US$0.0012\nLimit: US$0.00\nLeft: US$0.00\n'), tiny.text)
  const files = { ...quota, unit: 'bytes', used: 2.4 * 2 ** 30, limit: 3 * 2 ** 30, resets_at: null } as const
  const stored = plain(compose({ type: 'quota.80', data: files }).text)
  t.regex(
    stored,
    /Utilisé : 2,4 Go \((?:79|80) %\)\nLimite : 3 Go\nReste : 614,4 Mo\n\nQue faire :\n- Supprimez/,
  )
  const day = { llm: 'sage-1', model: 'sage-1-x', shutdown_date: '2026-12-11', instead: null }
  for (const time_zone of ['Pacific/Auckland', 'Pacific/Honolulu']) {
    const { subject } = compose({ type: 'model.shutdown', data: day }, { time_zone })
    t.is(plain(subject), '[Acme] sage-1 s’arrête le 11 décembre 2026')
  }
})

test('who answers now, and why, is said', (t) => {
  const data = { llm: 'sage-1', instead: 'sage-2', reason: 'quota' } as const
  const { text, subject } = compose({ type: 'llm.fallback_active', data }, { locale: 'en' })
  t.is(subject, '[Acme] sage-2 answers instead of sage-1')
  t.regex(text, /no credit left\. sage-2 answered instead\.[\s\S]*- Top up the account/)
  const alone = compose({ type: 'llm.fallback_active', data: { ...data, instead: null } }, { locale: 'en' })
  t.regex(alone.text, /the answer comes from the data alone/)
  // A model that was not even asked did not fail.
  const spent = compose({ type: 'llm.fallback_active', data: { ...data, reason: 'budget_spent' } })
  t.regex(
    spent.text,
    /n’a pas pu solliciter sage-1\. Le budget mensuel est atteint\.[\s\S]*une fois par mois/,
  )
})

test('nobody is promised to answer who may not be able to', (t) => {
  const textOf = (one: Data, locale: 'fr' | 'en') => plain(compose(one, { locale }).text)
  for (const type of ['quota.80', 'quota.100'] as const) {
    t.regex(
      textOf({ type, data: quota }, 'fr'),
      /un modèle de remplacement.*\. S’il n’y en a pas, .*données seules/,
    )
    t.regex(textOf({ type, data: quota }, 'en'), /a fallback model.*\. If there is none, .*the data alone/)
  }
  const data = { llm: 'sage-1', model: 'sage-1-x', shutdown_date: '2026-12-11', instead: null }
  const shutdown = { type: 'model.shutdown', data } as const
  t.regex(textOf(shutdown, 'fr'), /un autre modèle répondra.*\. S’il n’y en a pas, .*données seules/)
  t.regex(textOf(shutdown, 'en'), /another model will answer.*\. If there is none, .*the data alone/)
  const gone = textOf({ ...shutdown, data: { ...data, shutdown_date: null, instead: 'sage-2' } }, 'fr')
  t.regex(gone, /ne connaît pas, ou plus, sage-1 :[\s\S]*sage-2 répondra à la place\./)
})

test('names stay one line, are no markup and fill no placeholder', (t) => {
  const evil = 'A<script>x</script>"\'&\r\nBcc: x@example.org\u2028\u202e\u0000 {{llm}} $t(mail:next)'
  const { subject, text, html } = compose(
    {
      type: 'llm.fallback_active',
      data: { llm: evil, instead: `${'long '.repeat(1_000)}`, reason: 'auth' },
    },
    { tenant_name: evil },
  )
  t.true(subject.startsWith(`[A<script>x</script>"'& Bcc: x@example.org {{llm}} $t(mail:next)]`), subject)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  t.notRegex(subject, /[\r\n\u0000\u2028\u202e]/)
  t.true(subject.length < 400)
  t.notRegex(text, /^Bcc:/m)
  t.notRegex(html, /<script|\u202e/)
  t.true(html.includes('A&lt;script&gt;x&lt;/script&gt;&quot;&#39;&amp; Bcc: x@example.org'))
})

test('a mail links to the public address alone, and loads nothing', (t) => {
  for (const one of every) {
    const { text, html } = compose(one)
    const links = [...`${text} ${withoutNames(html)}`.matchAll(/https?:[^\s"<]+/g)].map(([link]) => link)
    t.deepEqual([...new Set(links)], ['https://sextant.example.org/'])
    t.notRegex(html, /<(img|link|iframe|script)|url\(|@import/)
  }
  const none = compose({ type: 'quota.80', data: quota }, {}, null)
  t.notRegex(none.text + withoutNames(none.html), /https?:|href/)
})

test('a link that sets a password stands in its mail, or its path where no address is known', (t) => {
  const data = { holder_kind: 'operator', holder_id: 'o1' } as const
  const mail: AlertMail = {
    type: 'password.reset', data, audience: 'operator', locale: 'en', tenant_name: 'Sextant', time_zone: 'UTC',
    raised_at: '2026-11-20T09:15:00.000Z',
  } // biome-ignore format: one mail
  const linked = composeMail(mail, 'https://sextant.example.org', 'SECRET')
  t.true(linked.text.includes('Choose a password: https://sextant.example.org/reset?token=SECRET'))
  t.true(linked.html.includes('href="https://sextant.example.org/reset?token=SECRET"'))
  t.true(linked.text.includes('for 30 minutes') && linked.text.includes('your account as operator'))
  const unlinked = composeMail(mail, null, 'SECRET')
  t.true(unlinked.text.includes('To be added to the address of Sextant: /reset?token=SECRET'))
  t.notRegex(unlinked.text + withoutNames(unlinked.html), /https?:|href/)
})

test('both languages hold the same texts, and French its spaces', (t) => {
  const read = (locale: string) =>
    JSON.parse(readFileSync(new URL(`../../../core/locales/${locale}/mail.json`, import.meta.url), 'utf8'))
  const flat = (texts: object, path = ''): [string, string][] =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
    )
  const [fr, en] = [new Map(flat(read('fr'))), new Map(flat(read('en')))]
  t.deepEqual([...fr.keys()].filter((key) => key !== 'requests_many').sort(), [...en.keys()].sort())
  const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort()
  for (const [key, text] of fr) {
    t.notRegex(text, /[^\u202f][;:!?»%]|«[^\u202f]|'/, `${key}: ${text}`)
    if (en.has(key)) t.deepEqual(placeholders(text), placeholders(en.get(key)!), key)
  }
})

test('what ends an installation says how it goes on', (t) => {
  const place = { platform: 'slack', workspace: 'Acme', workspace_id: 'T1' } as const
  const textOf = (reason: 'uninstalled' | 'removed' | 'refused', locale: 'fr' | 'en') =>
    plain(compose({ type: 'install.removed', data: { ...place, reason } }, { locale }).text)
  for (const reason of ['uninstalled', 'refused'] as const) {
    t.regex(textOf(reason, 'en'), /install Sextant there again: it will be connected as before/)
    t.regex(textOf(reason, 'fr'), /réinstallez-y Sextant : la connexion reprend comme avant/)
  }
  t.regex(textOf('removed', 'en'), /a new installation code and type \/sextant setup/)
  t.regex(textOf('removed', 'fr'), /un nouveau code d’installation .* \/sextant setup/)
})

test('a mail to one person says that it is for them alone', (t) => {
  const data = { platform: 'slack', workspace_id: 'T1', account: 'U1' } as const
  const own = compose({ type: 'identity.linked', data }, { locale: 'en', audience: 'person' }).text
  t.regex(own, /to you alone, about your account in “Acme”/)
  t.notRegex(own, /to the admins/)
  t.regex(compose({ type: 'identity.linked', data }, { audience: 'person' }).text, /à vous seul/)
})
