import test from 'ava'
import { doerOfEvent, type Envelope } from '../../../bots/slack/read-event.ts'

const envelope = (given: Partial<Envelope>): Envelope => ({
  team_id: 'T0HOME',
  enterprise_id: null,
  event_time: 0,
  event: { channel: 'C0SHARED' },
  ...given,
})

test('the workspace that hears of an event decides, with its own organisation', (t) => {
  const authorizations = [{ team_id: 'T0HOME', enterprise_id: 'E0HOME' }]
  const own = { team: 'T0HOME', enterprise: 'E0HOME' }
  t.like(doerOfEvent(envelope({ authorizations, enterprise_id: 'E0HOME' }), 'U1'), own)
  t.like(doerOfEvent(envelope({ team_id: 'T0HOME', enterprise_id: 'E0HOME' }), 'U1'), own)
})

test('in a shared channel the other organisation’s installation is never taken for ours', (t) => {
  const elsewhere = { team_id: 'T0OTHER', enterprise_id: 'E0OTHER' }
  t.like(
    doerOfEvent(
      envelope({ ...elsewhere, authorizations: [{ team_id: 'T0HOME', enterprise_id: 'E0HOME' }] }),
      'U1',
    ),
    { team: 'T0HOME', enterprise: 'E0HOME' },
  )
  t.like(
    doerOfEvent(
      envelope({ ...elsewhere, authorizations: [{ team_id: 'T0HOME', enterprise_id: null }] }),
      'U1',
    ),
    { team: 'T0HOME', enterprise: null },
  )
  t.like(
    doerOfEvent(
      envelope({ ...elsewhere, authorizations: [{ team_id: null, enterprise_id: 'E0HOME' }] }),
      'U1',
    ),
    { team: 'E0HOME', enterprise: 'E0HOME' },
  )
})

test('the team of the author is read wherever Slack names it', (t) => {
  const of = (event: Record<string, unknown>) => doerOfEvent(envelope({ event }), 'U1').userTeam
  t.is(of({ user_team: 'T0OTHER', team: 'T0HOME' }), 'T0OTHER')
  t.is(of({ team: 'T0OTHER' }), 'T0OTHER')
  t.is(of({ message: { team: 'T0OTHER' } }), 'T0OTHER')
  t.is(of({ team: { id: 'T0OTHER' } }), null)
})
