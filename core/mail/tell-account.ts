import { limits } from '../../config/limits.ts'
import { roleLabel } from '../access/labels.ts'
import type { AlertData, AlertMail } from '../notifications/catalogue.ts'
import type { Told } from './tell.ts'
import { oneLine, type Wording } from './wording.ts'

const without = (figures: [string, string | null][]): [string, string][] =>
  figures.filter((figure): figure is [string, string] => figure[1] !== null)

/** Minutes, or days. */
const { resetMinutes, invitationDays } = limits.passwordLinks

export const tellReset = (
  _data: AlertData['password.reset'],
  { say, moment }: Wording,
  { raised_at }: AlertMail,
): Told => ({
  title: say('reset.title'),
  paragraphs: [say('reset.what'), say('reset.then', { count: resetMinutes })],
  figures: [[say('figure.asked'), moment(raised_at)]],
  next: [say('reset.next'), say('reset.not_you')],
})

export const tellInvitation = ({ by }: AlertData['invitation'], { say }: Wording, mail: AlertMail): Told => {
  const tenant = oneLine(mail.tenant_name)
  return {
    title: say('invitation.title', { tenant }),
    paragraphs: [
      by === null ? say('invitation.what_nobody', { tenant }) : say('invitation.what', { tenant, by }),
      say('invitation.then', { count: invitationDays }),
    ],
    figures: without([
      [say('figure.workspace'), tenant],
      [say('figure.by'), by],
    ]),
    next: [say('invitation.next'), say('invitation.late')],
  }
}

export const tellChanged = (
  { how }: AlertData['password.changed'],
  { say, moment }: Wording,
  { raised_at, audience }: AlertMail,
): Told => ({
  title: say('password_changed.title'),
  paragraphs: [say(`password_changed.what_${how}`), say('password_changed.then')],
  figures: [[say('figure.since'), moment(raised_at)]],
  next: [say('linked.expected'), say(`password_changed.next${audience === 'operator' ? '_operator' : ''}`)],
})

export const tellRole = (
  { before, before_name, after, after_name, by }: AlertData['role.changed'],
  { say, moment }: Wording,
  { raised_at, locale, tenant_name }: AlertMail,
): Told => {
  const tenant = oneLine(tenant_name)
  const now = roleLabel(locale, { code: after, name: after_name })
  return {
    title: say('role_changed.title', { role: now }),
    paragraphs: [
      by === null ? say('role_changed.what_nobody', { tenant }) : say('role_changed.what', { tenant, by }),
      say('role_changed.then'),
    ],
    figures: [
      [say('figure.role_before'), roleLabel(locale, { code: before, name: before_name })],
      [say('figure.role'), now],
      [say('figure.since'), moment(raised_at)],
    ],
    next: [say('role_changed.next_sign_in'), say('role_changed.next_ask')],
  }
}

export const tellReused = (
  { user_agent, opened_at }: AlertData['session.reused'],
  { say, moment }: Wording,
  { raised_at }: AlertMail,
): Told => ({
  title: say('reused.title'),
  paragraphs: [say('reused.what'), say('reused.then')],
  figures: without([
    [say('figure.device'), user_agent],
    [say('figure.opened'), moment(opened_at)],
    [say('figure.since'), moment(raised_at)],
  ]),
  next: [say('reused.next_sign_in'), say('reused.next_password')],
})

export const tellFailing = (
  { account, failures }: AlertData['sign_in.failing'],
  { say, moment }: Wording,
  { raised_at }: AlertMail,
): Told => ({
  title: say('failing.title'),
  paragraphs: [
    say(account === null ? 'failing.what_many' : 'failing.what', { count: failures }),
    say('failing.then'),
  ],
  figures: without([
    [say('figure.account'), account],
    [say('figure.failures'), say('at_least', { count: failures })],
    [say('figure.since'), moment(raised_at)],
  ]),
  next: [say('failing.next_ask'), say('failing.next_change')],
})
