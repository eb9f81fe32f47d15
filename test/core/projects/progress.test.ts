import test from 'ava'
import fc from 'fast-check'
import { personActor, type TenantActor } from '../../../core/access/can.ts'
import {
  type PhaseCode,
  type PhaseStatus,
  phaseCodes,
  type WorkStatus,
} from '../../../core/projects/codes.ts'
import { listDueSoon, listLate } from '../../../core/projects/deadlines.ts'
import { listPhases, updatePhase } from '../../../core/projects/phases.ts'
import { createProject, readProject, updateProject } from '../../../core/projects/projects.ts'
import { createStep, deleteStep, updateStep } from '../../../core/projects/steps.ts'
import { createTask } from '../../../core/projects/tasks.ts'
import { undoEvent } from '../../../core/projects/undo.ts'
import { slipOf, workingDaysBetween } from '../../../core/projects/working-days.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
let actor: TenantActor

test.serial.before('somebody who may everything', async () => {
  const tenantId = await createTestTenant(database())
  const { id } = await withTenant(database(), tenantId, () =>
    database().models.Person.create({ tenantId, fullName: 'A' }),
  )
  actor = personActor({ id, tenantId, role: 'admin' })
})

interface PlainStep {
  id: string
  phase: PhaseCode
  status: WorkStatus
  /** What the API shows. */
  progress: number
}

/** The definition (§1.5), word by word and from all steps anew. */
const plainPhase = (steps: PlainStep[], status: PhaseStatus): number => {
  if (status === 'done') return 100
  const counted = steps.filter((step) => step.status !== 'cancelled')
  if (counted.length === 0) return 0
  return (
    counted.map((step) => (step.status === 'done' ? 100 : step.progress)).reduce((a, b) => a + b) /
    counted.length
  )
}

const plainProject = (steps: PlainStep[], statuses: Map<PhaseCode, PhaseStatus>): number => {
  const weighed = phaseCodes.filter((code) => statuses.get(code) !== 'ignored')
  if (weighed.length === 0) return 0
  const of = (code: PhaseCode) =>
    plainPhase(
      steps.filter(({ phase }) => phase === code),
      statuses.get(code)!,
    )
  return weighed.map(of).reduce((a, b) => a + b) / weighed.length
}

const isWholly = (steps: PlainStep[]): boolean =>
  steps.some(({ status }) => status === 'done') &&
  steps.every(({ status }) => status === 'done' || status === 'cancelled')

const readSteps = async (projectId: string): Promise<PlainStep[]> => {
  const { tenantId } = actor
  const rows = await withTenant(database(), tenantId, () =>
    database().models.ProjectStep.findAll({ where: { tenantId, projectId }, order: ['id'] }),
  )
  return rows.map(({ id, phase, status, progress }) => ({ id, phase, status, progress }))
}

const anyPhase = () => fc.constantFrom(...phaseCodes.slice(0, 3))
const anyStatus = () => fc.constantFrom<WorkStatus>('pending', 'in_progress', 'done', 'cancelled')

type Act =
  | { kind: 'add'; phase: PhaseCode; status: WorkStatus }
  | { kind: 'status'; at: number; status: WorkStatus }
  | { kind: 'progress'; at: number; progress: number }
  | { kind: 'move'; at: number; phase: PhaseCode }
  | { kind: 'delete'; at: number }
  | { kind: 'phase'; phase: PhaseCode; status: PhaseStatus }
  | { kind: 'undo' }

const anyAct = (): fc.Arbitrary<Act> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('add'), phase: anyPhase(), status: anyStatus() }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('status'), at: fc.nat(), status: anyStatus() }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('progress'), at: fc.nat(), progress: fc.nat(100) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('move'), at: fc.nat(), phase: anyPhase() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete'), at: fc.nat() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('phase'),
        phase: anyPhase(),
        status: fc.constantFrom('in_progress', 'done', 'ignored'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo') }) },
  ) as fc.Arbitrary<Act>

const undoLast = async (projectId: string): Promise<void> => {
  const { tenantId } = actor
  const last = await withTenant(database(), tenantId, () =>
    database().models.ProjectEvent.findOne({
      where: { tenantId, projectId, causedBy: null },
      order: [['id', 'DESC']],
    }),
  )
  await undoEvent(database(), actor, { id: last!.id }).catch((error) => {
    if (error.code !== 'conflict') throw error
  })
}

const run = async (projectId: string, steps: PlainStep[], act: Act): Promise<void> => {
  const db = database()
  if (act.kind === 'undo') return undoLast(projectId)
  if (act.kind === 'phase')
    return void (await updatePhase(db, actor, { projectId, code: act.phase, fields: { status: act.status } }))
  if (act.kind === 'add') {
    const fields = { name: 's', phase: act.phase, status: act.status }
    return void (await createStep(db, actor, { projectId, fields }))
  }
  if (steps.length === 0) return
  const { id } = steps[act.at % steps.length]!
  if (act.kind === 'delete') return deleteStep(db, actor, { id, projectId })
  const { kind: _, at: __, ...fields } = act
  await updateStep(db, actor, { id, projectId, fields })
}

test('whatever happens, progress is what all steps together say, and phases close and open as they should', async (t) => {
  const db = database()
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct(), { minLength: 5, maxLength: 30 }), async (acts) => {
      const { id: projectId } = await createProject(db, actor, { name: 'p' })
      for (const act of acts) {
        await run(projectId, await readSteps(projectId), act)
        const steps = await readSteps(projectId)
        const phases = await listPhases(db, actor, { projectId })
        const statuses = new Map(phases.map(({ code, status }) => [code, status]))
        for (const phase of phases) {
          const own = steps.filter((step) => step.phase === phase.code)
          const wanted = Math.round(plainPhase(own, phase.status) * 100) / 100
          if (phase.progress !== wanted) return false
          // Only a hand can close what is not whole, or keep open what is.
          const isByHand = acts.some((one) => one.kind === 'phase' && one.phase === phase.code)
          if (!isByHand && (phase.status === 'done') !== isWholly(own)) return false
        }
        const { progress } = await readProject(db, actor, { id: projectId })
        if (progress !== Math.round(plainProject(steps, statuses) * 100) / 100) return false
      }
      return true
    }),
    { numRuns: Number(process.env.PROGRESS_RUNS ?? 12) },
  )
  t.pass()
})

const plainDays = (from: string, to: string): number => {
  if (to < from) return -plainDays(to, from)
  let count = 0
  for (const day = new Date(`${from}T00:00:00Z`); day.toISOString().slice(0, 10) < to; ) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() % 6 !== 0) count += 1
  }
  return count
}

const anyDay = () =>
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2031-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

test('working days are those of a calendar, and the parts of a slip add up to it', (t) => {
  fc.assert(
    fc.property(anyDay(), anyDay(), (from, to) => workingDaysBetween(from, to) === plainDays(from, to)),
  )
  fc.assert(
    fc.property(fc.array(anyDay(), { minLength: 2, maxLength: 20 }), (ends) => {
      const parts = ends.slice(1).map((end, at) => workingDaysBetween(ends[at]!, end))
      const sum = parts.reduce((a, b) => a + b, 0)
      return sum === slipOf({ baselineEndOn: ends[0]!, endOn: ends.at(-1)! })
    }),
  )
  t.is(workingDaysBetween('2026-11-20', '2026-11-23'), 1, 'Friday to Monday')
  t.is(workingDaysBetween('2026-11-20', '2026-11-21'), 0, 'Friday to Saturday')
  t.is(slipOf({ baselineEndOn: null, endOn: '2026-11-20' }), null)
})

test('the end that was planned at the start is kept: of the phase, its steps and the project', async (t) => {
  const db = database()
  const { id: projectId } = await createProject(db, actor, { name: 'p', endOn: '2026-12-18' })
  const at = (endOn: string) => updatePhase(db, actor, { projectId, code: 'needs', fields: { endOn } })
  t.is((await at('2026-12-04')).baselineEndOn, null)
  const fields = { name: 's', phase: 'needs' as const, endOn: '2026-12-02' }
  const [one, two] = [
    await createStep(db, actor, { projectId, fields }),
    await createStep(db, actor, { projectId, fields }),
  ]
  t.is(one.baselineEndOn, null)
  await updateStep(db, actor, { id: one.id, fields: { progress: 10 } })
  const moved = await updateStep(db, actor, { id: two.id, fields: { endOn: '2026-12-09' } })
  t.like(moved, { baselineEndOn: '2026-12-02', slipDays: 5 })
  t.like(await at('2026-12-07'), { baselineEndOn: '2026-12-04', slipDays: 1 })
  const project = await updateProject(db, actor, { id: projectId, fields: { endOn: '2026-12-17' } })
  t.like(project, { status: 'in_progress', baselineEndOn: '2026-12-18', slipDays: -1 })
  const later = await createStep(db, actor, { projectId, fields: { ...fields, endOn: '2026-12-03' } })
  t.is(later.baselineEndOn, '2026-12-03', 'of one that comes when the phase has begun')
})

test('late is by the day of the tenant; what is due and late is found for those whose it is', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const { id } = await withTenant(db, tenantId, () => db.models.Person.create({ tenantId, fullName: 'B' }))
  const own = personActor({ id, tenantId, role: 'admin' })
  const { id: projectId } = await createProject(db, own, { name: 'p', endOn: '2026-11-20' })
  const step = { name: 's', phase: 'needs' as const, endOn: '2026-11-22', ownerId: id }
  const { id: stepId } = await createStep(db, own, { projectId, fields: step })
  const task = { name: 't', dueOn: '2026-11-20', assigneeIds: [id] }
  const { id: taskId } = await createTask(db, own, { projectId, fields: task })
  await createProject(db, own, { name: 'off', endOn: '2026-11-01', isActive: false })
  await createProject(db, own, { name: 'over', endOn: '2026-11-01', status: 'done' })
  // In Paris it is the 21st an hour before UTC says so.
  const [before, after] = [new Date('2026-11-20T22:59:00Z'), new Date('2026-11-20T23:01:00Z')]
  t.false((await readProject(db, own, { id: projectId, now: before })).isLate)
  t.true((await readProject(db, own, { id: projectId, now: after })).isLate)
  t.deepEqual(await listLate(db, tenantId, { now: before }), [])
  const late = await listLate(db, tenantId, { now: after })
  t.deepEqual(
    late.map(({ kind, id: of, personIds, lateDays }) => [kind, of, personIds, lateDays]),
    [
      ['project', projectId, [id], 0],
      ['task', taskId, [id], 0],
    ],
  )
  const soon = await listDueSoon(db, tenantId, { now: before })
  t.deepEqual(
    soon.map(({ kind, id: of, lateDays }) => [kind, of, lateDays]),
    [
      ['task', taskId, 0],
      ['step', stepId, 0],
    ],
  )
  t.is((await listLate(db, tenantId, { now: new Date('2026-11-24T12:00:00Z') }))[0]?.lateDays, 2)
  t.deepEqual(await listDueSoon(db, tenantId, { now: before, days: 0 }), soon.slice(0, 1))
  await updatePhase(db, own, { projectId, code: 'needs', fields: { isIgnored: true } })
  t.deepEqual(
    (await listDueSoon(db, tenantId, { now: before })).map(({ kind }) => kind),
    ['task'],
    'nobody waits for a step of an ignored phase',
  )
  t.is(new Set([...late, ...soon].map(({ onceKey }) => onceKey)).size, 4)
})
