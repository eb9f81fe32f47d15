/**
 * A step that is finished and reopened in projects of 50 and of 500 steps: phase, project, history and notices with
 * it. Asked: at most six times a transaction that updates one row and inserts two through the same models, taken turn
 * about, whatever the size of the project. And a page of 5,000 projects, in any order of filters, within 20 ms. On the
 * embedded database, and on PostgreSQL where TEST_DATABASE_URL names one.
 */
import { personActor, type TenantActor } from '../../core/access/can.ts'
import { phaseCodes } from '../../core/projects/codes.ts'
import { listProjects, type ProjectFilter } from '../../core/projects/list-projects.ts'
import { addMember } from '../../core/projects/members.ts'
import { createProject } from '../../core/projects/projects.ts'
import { createStep, updateStep } from '../../core/projects/steps.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { onEachDatabase } from '../helpers/bench-databases.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { createTestTenant } from '../helpers/database.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 400)
const warmUp = 40
const askedRatio = 6
const members = 10
const projects = 5_000
const askedListMs = 20

const time = async (act: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await act()
  return performance.now() - start
}

const addPerson = async (db: Database, tenantId: string): Promise<string> => {
  const { id } = await withTenant(db, tenantId, () => db.models.Person.create({ tenantId, fullName: 'A' }))
  return id
}

const makeActor = async (db: Database): Promise<TenantActor> => {
  const tenantId = await createTestTenant(db)
  return personActor({ id: await addPerson(db, tenantId), tenantId, role: 'admin' })
}

interface Work {
  projectId: string
  /** One of a colleague's. */
  stepId: string
}

const makeProject = async (db: Database, actor: TenantActor, steps: number): Promise<Work> => {
  const { tenantId } = actor
  const { id: projectId } = await createProject(db, actor, { name: `Of ${steps} steps` })
  const people: string[] = []
  for (let count = 0; count < members; count++) people.push(await addPerson(db, tenantId))
  for (const personId of people) await addMember(db, actor, { projectId, personId })
  let stepId = ''
  for (let count = 0; count < steps; count++) {
    const fields = { name: `Step ${count}`, phase: phaseCodes[count % 6]!, ownerId: people[0]! }
    stepId = (await createStep(db, actor, { projectId, fields })).id
  }
  return { projectId, stepId }
}

/** What the baseline is: the rows that any change with a history and a notice must write, and nothing around it. */
const writeBare = (db: Database, { tenantId, id: actorId }: TenantActor, { projectId, stepId }: Work) =>
  withTenant(db, tenantId, async () => {
    const { ProjectStep, ProjectEvent, NotificationEvent } = db.models
    await ProjectStep.update({ description: `${Math.random()}` }, { where: { tenantId, id: stepId } })
    await ProjectEvent.create({
      tenantId, projectId, subjectKind: 'step', subjectId: stepId, subjectName: 'Step', action: 'step.updated',
      actorKind: 'person', actorId, surface: 'api',
    }) // biome-ignore format: one row
    await NotificationEvent.create({ tenantId, type: 'step.status_changed', projectId, data: {} } as never)
  })

const measureChange = async (db: Database): Promise<void> => {
  const actor = await makeActor(db)
  const sizes = [50, 500]
  const works = new Map<number, Work>()
  for (const size of sizes) works.set(size, await makeProject(db, actor, size))
  const bare: number[] = []
  const changes = new Map<number, number[]>(sizes.map((size) => [size, []]))
  const some = works.get(50)!
  for (let round = 0; round < rounds + warmUp; round++) {
    const isKept = round >= warmUp
    const took = await time(() => writeBare(db, actor, some))
    if (isKept) bare.push(took)
    for (const [size, { projectId, stepId: id }] of works) {
      const fields = { status: round % 2 ? ('in_progress' as const) : ('done' as const) }
      const changed = await time(() => updateStep(db, actor, { projectId, id, fields }))
      if (isKept) changes.get(size)!.push(changed)
    }
  }
  for (const [size, times] of changes)
    printResult({
      bench: 'projects',
      metric: `${db.kind}_step_of_${size}`,
      value: quantile(times, 0.5),
      unit: 'ms',
      baseline: quantile(bare, 0.5),
      baseline_is: `one row updated and two inserted through the same models; asked: a ratio of at most ${askedRatio}`,
    })
}

const fill = async (db: Database, tenantId: string, ownerId: string): Promise<void> => {
  await withTenant(db, tenantId, () =>
    db.sequelize.query(
      `insert into projects (tenant_id, id, name, name_key, status, priority, owner_id, end_on, created_at)
       select $1, gen_random_uuid(), 'Project ' || n, 'project ' || n,
              (array['pending', 'in_progress', 'done', 'rejected'])[1 + n % 4],
              (array['high', 'medium', 'intermediate', 'low'])[1 + n / 4 % 4], $2,
              current_date + n % 400 - 200, now() - n * interval '1 minute'
         from generate_series(1, ${projects}) n`,
      { bind: [tenantId, ownerId] },
    ),
  )
  await withTenant(db, tenantId, () =>
    db.sequelize.query(
      `insert into project_members (tenant_id, project_id, person_id) select tenant_id, id, owner_id from projects
        where tenant_id = $1`,
      { bind: [tenantId] },
    ),
  )
  await db.sequelize.query('analyze projects')
  await db.sequelize.query('analyze project_members')
}

const measureList = async (db: Database): Promise<void> => {
  const actor = await makeActor(db)
  await fill(db, actor.tenantId, actor.id)
  const filters: [string, ProjectFilter][] = [
    ['all', {}],
    ['status', { status: 'in_progress' }],
    ['late', { isLate: true }],
    ['member', { memberId: actor.id }],
    ['words', { q: 'project 49' }],
    ['nothing', { q: 'no such project' }],
  ]
  const page = { limit: 51, after: null }
  for (const [name, filter] of filters) {
    const took: number[] = []
    for (let round = 0; round < 60; round++)
      took.push(await time(() => listProjects(db, actor, { page, filter })))
    printResult({
      bench: 'projects',
      metric: `${db.kind}_list_${name}`,
      value: quantile(took.slice(10), 0.5),
      unit: 'ms',
      baseline: askedListMs,
      baseline_is: `what is asked of a page of ${projects} projects`,
    })
  }
}

await onEachDatabase(async (db) => {
  await measureChange(db)
  await measureList(db)
})
