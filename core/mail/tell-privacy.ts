import type { AlertData, AlertMail } from '../notifications/catalogue.ts'
import type { Told } from './tell.ts'
import { oneLine, type Wording } from './wording.ts'

export const tellExported = (
  { job_id }: AlertData['privacy.exported'],
  { say, moment }: Wording,
  { raised_at }: AlertMail,
): Told => ({
  title: say('exported.title'),
  paragraphs: [say('exported.what'), say('exported.then')],
  figures: [
    [say('figure.path'), `/v1/jobs/${job_id}/result`],
    [say('figure.since'), moment(raised_at)],
  ],
  next: [say('exported.next'), say('exported.not_you')],
})

export const tellErased = (
  _data: AlertData['privacy.erased'],
  { say, moment }: Wording,
  { raised_at }: AlertMail,
): Told => ({
  title: say('erased.title'),
  paragraphs: [say('erased.what'), say('erased.then')],
  figures: [[say('figure.since'), moment(raised_at)]],
  next: [say('erased.next')],
})

export const tellLeaving = (
  { job_id, until }: AlertData['tenant.leaving'],
  { say, moment }: Wording,
  mail: AlertMail,
): Told => ({
  title: say('leaving.title', { tenant: oneLine(mail.tenant_name) }),
  paragraphs: [say('leaving.what'), say('leaving.then')],
  figures: [
    [say('figure.job'), job_id],
    [say('figure.until'), moment(until)],
  ],
  next: [say('leaving.next')],
})
