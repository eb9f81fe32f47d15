import { denials } from '../llm/chat.ts'
import type { AlertData, AlertMail, AlertType } from '../notifications/catalogue.ts'
import { isOfPeriod } from '../notifications/note-fallback.ts'
import { tellChanged, tellFailing, tellInvitation, tellReset, tellReused, tellRole } from './tell-account.ts'
import { tellUndelivered } from './tell-delivery.ts'
import { tellErased, tellExported, tellLeaving } from './tell-privacy.ts'
import { tellScheduleFailed } from './tell-schedule.ts'
import { oneLine, type Wording } from './wording.ts'

/** What one alert says, in sentences and figures. */
export interface Told {
  title: string
  paragraphs: string[]
  /** Label and value. */
  figures: [string, string][]
  next: string[]
}

type Reason = AlertData['llm.fallback_active']['reason']

const isDenial = (reason: Reason): boolean => (denials as readonly string[]).includes(reason)

const adviceOf: Partial<Record<Reason, string[]>> = {
  quota: ['quota'],
  rate: ['rate'],
  auth: ['auth'],
  gone: ['gone'],
  rejected: ['settings'],
  blocked: ['settings'],
  requests_spent: ['limit'],
  budget_spent: ['limit'],
  limit_spent: ['limit'],
  price_unknown: ['price'],
  inactive: ['switch_on', 'gone'],
  shut_down: ['gone'],
  no_address: ['address'],
  no_key: ['key'],
}
const whatToDoAbout = (reason: Reason, { say }: Wording): string[] =>
  (adviceOf[reason] ?? ['wait', 'status']).map((key) => say(`advice.${key}`))

const without = (figures: [string, string | null][]): [string, string][] =>
  figures.filter((figure): figure is [string, string] => figure[1] !== null)

/** The sentence for a model that takes over, or the one for none. */
const sayInstead = ({ say }: Wording, key: string, values: { instead: string | null; [name: string]: unknown }) =>
  values.instead === null ? say(`${key}_none`, values) : say(key, values) // biome-ignore format: one choice

const tellQuota =
  (key: 'quota_80' | 'quota_100') =>
  (data: AlertData['quota.80'], words: Wording): Told => {
    const { say, amount } = words
    const { unit, used, limit, resets_at } = data
    const left = Math.max(0, limit - used)
    const name = data.scope_name ?? ''
    const spent = amount(used, unit)
    return {
      title: say(`${key}.title_${unit}`),
      paragraphs: [
        say(`${key}.what_${unit}`, { whose: say(`whose.${data.scope}`, { name }) }),
        say(`${key}.then_${unit}`),
      ],
      figures: without([
        [
          say('figure.used'),
          limit > 0 ? say('with_share', { amount: spent, share: words.share(used, limit) }) : spent,
        ],
        [say('figure.limit'), amount(limit, unit)],
        [say('figure.left'), amount(left, unit)],
        [say('figure.resets'), resets_at && words.moment(resets_at)],
      ]),
      // The deployment sets a tenant's own quota, its admins the limits below it.
      next: [
        say(unit === 'bytes' ? `${key}.next_delete` : `${key}.next_wait`),
        say(data.scope === 'tenant' ? `${key}.next_ask` : `${key}.next_raise`),
      ],
    }
  }

const tellFallback = (data: AlertData['llm.fallback_active'], words: Wording, { raised_at }: AlertMail) => {
  const { say } = words
  const { llm, instead, reason } = data
  const why = say(`reason.${reason}`)
  return {
    title: sayInstead(words, 'fallback.title', { instead, llm }),
    paragraphs: [
      sayInstead(words, isDenial(reason) ? 'fallback.denied' : 'fallback.what', {
        instead,
        llm,
        reason: why,
      }),
      say(isOfPeriod(reason) ? 'fallback.once_month' : 'fallback.once_day'),
    ],
    figures: without([
      [say('figure.llm'), llm],
      [say('figure.instead'), instead ?? say('data_alone')],
      [say('figure.reason'), why],
      [say('figure.since'), words.moment(raised_at)],
    ]),
    next: whatToDoAbout(reason, words),
  }
}

const tellCredential = (data: AlertData['credential.failing'], words: Wording, { raised_at }: AlertMail) => {
  const { say } = words
  const { provider, reason } = data
  const why = say(`reason.${reason}`)
  return {
    title: say('credential.title', { provider }),
    paragraphs: [say('credential.what', { provider, reason: why }), say('credential.then')],
    figures: without([
      [say('figure.provider'), provider],
      [say('figure.name'), data.name],
      [say('figure.last_four'), data.last_four],
      [say('figure.reason'), why],
      [say('figure.since'), words.moment(raised_at)],
    ]),
    next: whatToDoAbout(reason, words),
  }
}

const tellShutdown = (data: AlertData['model.shutdown'], words: Wording): Told => {
  const { say } = words
  const { llm, instead } = data
  const date = data.shutdown_date === null ? null : words.day(data.shutdown_date)
  const ending = date === null ? '_gone' : ''
  return {
    title: say(`shutdown.title${ending}`, { llm, date }),
    paragraphs: [say(`shutdown.what${ending}`, { llm }), sayInstead(words, 'shutdown.then', { instead })],
    figures: without([
      [say('figure.llm'), llm],
      [say('figure.model'), data.model],
      [say('figure.shutdown'), date],
      [say('figure.instead'), instead],
    ]),
    next: [say('advice.gone'), say('shutdown.next_test')],
  }
}

const nameOf = (platform: 'slack' | 'discord'): string => (platform === 'slack' ? 'Slack' : 'Discord')

const tellAdded = (data: AlertData['install.added'], words: Wording): Told => {
  const { say } = words
  const { platform, workspace } = data
  const place = say(`place.${platform}`, { name: workspace })
  return {
    title: say('install_added.title', { platform: nameOf(platform), workspace }),
    paragraphs: [
      say(data.is_back ? 'install_added.what_back' : 'install_added.what', { place }),
      say('install_added.then'),
    ],
    figures: without([
      [say('figure.platform'), nameOf(platform)],
      [say('figure.workspace'), workspace],
      [say('figure.workspace_id'), data.workspace_id],
      [say('figure.by'), data.by],
    ]),
    next: [say('expected'), say('install_added.next_remove')],
  }
}

const tellRemoved = (data: AlertData['install.removed'], words: Wording, { raised_at }: AlertMail): Told => {
  const { say } = words
  const { platform, workspace, reason } = data
  const place = say(`place.${platform}`, { name: workspace })
  return {
    title: say('install_removed.title', { platform: nameOf(platform), workspace }),
    paragraphs: [
      say(`install_removed.what_${reason}`, { place, platform: nameOf(platform) }),
      say('install_removed.then'),
    ],
    figures: [
      [say('figure.platform'), nameOf(platform)],
      [say('figure.workspace'), workspace],
      [say('figure.workspace_id'), data.workspace_id],
      [say('figure.since'), words.moment(raised_at)],
    ],
    next: [
      say('expected'),
      say(reason === 'removed' ? 'install_removed.next_code' : 'install_removed.next_install'),
    ],
  }
}

const tellLinked = (data: AlertData['identity.linked'], words: Wording, { raised_at }: AlertMail): Told => {
  const { say } = words
  const platform = nameOf(data.platform)
  return {
    title: say('linked.title', { platform }),
    paragraphs: [say('linked.what', { platform }), say('linked.then')],
    figures: [
      [say('figure.platform'), platform],
      [say('figure.workspace_id'), data.workspace_id],
      [say('figure.account'), data.account],
      [say('figure.since'), words.moment(raised_at)],
    ],
    next: [say('linked.expected'), say('linked.next_unlink')],
  }
}

const tellWelcome = ({ client_id }: AlertData['tenant.welcome'], { say }: Wording, mail: AlertMail): Told => {
  const tenant = oneLine(mail.tenant_name)
  return {
    title: say('welcome.title', { tenant }),
    paragraphs: [say('welcome.what', { tenant }), say('welcome.then')],
    figures: [
      [say('figure.workspace'), tenant],
      [say('figure.client_id'), client_id],
    ],
    next: [say('welcome.next_people'), say('welcome.next_install'), say('welcome.next_file')],
  }
}

const tellers: {
  [Type in AlertType]: (data: AlertData[Type], words: Wording, mail: AlertMail) => Told
} = {
  'quota.80': tellQuota('quota_80'),
  'quota.100': tellQuota('quota_100'),
  'llm.fallback_active': tellFallback,
  'credential.failing': tellCredential,
  'model.shutdown': tellShutdown,
  'install.added': tellAdded,
  'install.removed': tellRemoved,
  'identity.linked': tellLinked,
  'password.reset': tellReset,
  invitation: tellInvitation,
  'password.changed': tellChanged,
  'role.changed': tellRole,
  'session.reused': tellReused,
  'sign_in.failing': tellFailing,
  'privacy.exported': tellExported,
  'privacy.erased': tellErased,
  'delivery.failed': tellUndelivered,
  'schedule.failed': tellScheduleFailed,
  'tenant.leaving': tellLeaving,
  'tenant.welcome': tellWelcome,
}

/** Names in an alert are the tenant's and providers' words. */
const tidy = (data: AlertMail['data']): AlertMail['data'] =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? oneLine(value) : value]),
  ) as unknown as AlertMail['data']

/** An alert in words: what happened, the figures, what to do. */
export const tell = (mail: AlertMail, words: Wording): Told => {
  const teller = tellers[mail.type] as (data: AlertMail['data'], words: Wording, mail: AlertMail) => Told
  return teller(tidy(mail.data), words, mail)
}
