import test from 'ava'
import fc from 'fast-check'
import { type EndChange, explainSlip } from '../../../core/digests/slip.ts'
import { readLink, signLink } from '../../../core/mail/links.ts'
import { madeNow, readMade } from '../../../core/mail/templates/build.ts'
import { workingDaysBetween } from '../../../core/projects/working-days.ts'

const dayOf = (count: number): string =>
  new Date(Date.UTC(2026, 0, 1) + count * 86_400_000).toISOString().slice(0, 10)
const day = fc.integer({ min: 0, max: 500 }).map(dayOf)
const change = (from: string | null, to: string | null, at = 0): EndChange => ({
  eventId: `e${at}`, at: new Date(at), from, to, by: null,
}) // biome-ignore format: one change
const sum = (parts: { days: number }[]): number => parts.reduce((total, { days }) => total + days, 0)

/** An end that is moved again and again, taken away and set anew, from before its baseline was kept. */
const history = fc.array(fc.option(day, { nil: null, freq: 5 }), { minLength: 1, maxLength: 30 }).map((ends) =>
  ends.flatMap((to, at) => {
    const from = at === 0 ? null : ends[at - 1]!
    return from === to ? [] : [change(from, to, at)]
  }),
) // biome-ignore format: one history

test('the parts sum to the slip, whatever the history', (t) => {
  fc.assert(
    fc.property(history, day, day, (changes, baseline, end) => {
      const { days, parts } = explainSlip(baseline, end, changes)
      return days === workingDaysBetween(baseline, end) && sum(parts) === days
    }),
    { numRuns: 2_000 },
  )
  t.pass()
})

test('a whole history since the baseline leaves nothing unexplained', (t) => {
  const whole = fc.tuple(day, fc.array(day, { minLength: 1, maxLength: 20 }), fc.array(day, { maxLength: 5 }))
  fc.assert(
    fc.property(whole, ([baseline, later, before]) => {
      // What was planned and changed before the baseline was kept is no part of it.
      const first = before.filter((one) => one !== baseline && !later.includes(one))
      const ends = [null, ...first, baseline, ...later]
      const changes = ends.slice(1).flatMap((to, at) => (ends[at] === to ? [] : [change(ends[at]!, to, at)]))
      const { days, parts } = explainSlip(baseline, later.at(-1)!, changes)
      return sum(parts) === days && parts.every(({ change: why }) => why !== null)
    }),
    { numRuns: 2_000 },
  )
  t.pass()
})

test('each change says what it added; what no change explains is a part of its own', (t) => {
  const moved = [change(null, '2026-03-20', 1), change('2026-03-20', '2026-03-25', 2), change('2026-03-25', '2026-03-27', 3)]
  const told = ({ parts }: ReturnType<typeof explainSlip>) => parts.map(({ days, change: why }) => [days, why?.eventId ?? null])
  t.deepEqual(told(explainSlip('2026-03-20', '2026-03-27', moved)), [[3, 'e2'], [2, 'e3']])
  t.deepEqual(told(explainSlip('2026-03-20', '2026-03-27', moved.slice(2))), [[3, null], [2, 'e3']])
  t.deepEqual(told(explainSlip('2026-03-20', '2026-03-18', [change('2026-03-20', '2026-03-18', 1)])), [[-2, 'e1']])
  const gone = [change('2026-03-20', null, 1), change(null, '2026-03-23', 2)]
  t.deepEqual(told(explainSlip('2026-03-20', '2026-03-23', gone)), [[1, 'e2']])
}) // biome-ignore format: one story

test('a link of a mail is for one person and purpose, ends, and cannot be made up', (t) => {
  const key = new Uint8Array(32).fill(1)
  const id = '01a00000-0000-7000-8000-0000000000aa'
  const link = { purpose: 'digests' as const, tenantId: id, kind: 'person' as const, id, endsAt: null }
  const token = signLink(key, link)
  t.deepEqual(readLink(key, token), link)
  t.is(readLink(new Uint8Array(32).fill(2), token), null)
  const ends = signLink(key, { ...link, endsAt: new Date(60_000) })
  t.truthy(readLink(key, ends, new Date(59_000)))
  t.is(readLink(key, ends, new Date(60_000)), null)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '.', '-', '='), (at, sign) => {
      const forged = token.slice(0, at) + sign + token.slice(at + 1)
      // The last sign of a signature has bits that say nothing.
      return at === token.length - 1 || forged === token || readLink(key, forged) === null
    }),
  )
  for (const bad of ['', '.', 'e30.', 'x'.repeat(10_000), `${token}.x`.slice(1)])
    t.is(readLink(key, bad), null)
})

test('the HTML of mails was compiled from the source beside it: npm run mail:build', (t) => {
  t.deepEqual(readMade(), madeNow())
})
