import { z } from 'zod'
import { AppError } from '../errors.ts'
import { lineOfText } from '../names.ts'
import {
  phaseCodes,
  phaseStatuses,
  projectPermissionCodes,
  projectPriorities,
  projectStatuses,
  workPriorities,
  workStatuses,
} from './codes.ts'

const maxName = 200
const maxDescription = 10_000
/** More than anybody names at once, of people or of tasks. */
const maxIds = 100

/** A day of the calendar, `yyyy-mm-dd`, of a year that a plan can be about. */
const day = z.iso
  .date()
  .refine((text) => text >= '1970-01-01' && text <= '2999-12-31', 'between 1970 and 2999')
const description = z.string().max(maxDescription)
const ids = z
  .array(z.uuid())
  .max(maxIds)
  .transform((list) => [...new Set(list)])

/** What people can say of a project; of `late`, which follows from the end, they cannot. */
export const projectFields = {
  name: lineOfText(maxName),
  description,
  status: z.enum(projectStatuses),
  priority: z.enum(projectPriorities),
  isActive: z.boolean(),
  ownerId: z.uuid().nullable(),
  startOn: day.nullable(),
  endOn: day.nullable(),
}

export const phaseFields = {
  status: z.enum(phaseStatuses),
  startOn: day.nullable(),
  endOn: day.nullable(),
}

export const stepFields = {
  phase: z.enum(phaseCodes),
  name: lineOfText(maxName),
  description,
  status: z.enum(workStatuses),
  priority: z.enum(workPriorities),
  /** Percent. */
  progress: z.int().min(0).max(100),
  ownerId: z.uuid().nullable(),
  startOn: day.nullable(),
  endOn: day.nullable(),
}

export const taskFields = {
  name: lineOfText(maxName),
  description,
  status: z.enum(workStatuses),
  priority: z.enum(workPriorities),
  assigneeIds: ids,
  dependsOn: ids,
  stepId: z.uuid().nullable(),
  dueOn: day.nullable(),
}

export const memberFields = { role: lineOfText(80).nullable() }
export const permissionList = z
  .array(z.enum(projectPermissionCodes))
  .max(20)
  .transform((list) => [...new Set(list)])

type Fields<Shape extends z.ZodRawShape> = { [Key in keyof Shape]?: z.output<Shape[Key]> | undefined }
export type ProjectFields = Fields<typeof projectFields>
export type PhaseFields = Fields<typeof phaseFields>
export type StepFields = Fields<typeof stepFields>
export type TaskFields = Fields<typeof taskFields>

/** A value that is well-formed and cannot be. @param pointer as the API names the field: `/end_on` */
export const unacceptable = (pointer: string, reason: string): AppError =>
  new AppError('invalid_value', reason, { details: { errors: [{ in: 'body', pointer, reason }], count: 1 } })

/** @throws AppError `invalid_value` at `/end_on` */
export const requireOrder = ({
  startOn,
  endOn,
}: {
  startOn?: string | null
  endOn?: string | null
}): void => {
  if (startOn && endOn && endOn < startOn) throw unacceptable('/end_on', `it is before the start, ${startOn}`)
}

/** `active` is the one name that the API has otherwise. */
const snake = (name: string): string =>
  name === 'isActive' ? 'active' : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What differs, under the names of the API. */
export const changesBetween = <Row extends object>(
  before: Partial<Row>,
  after: Partial<Row>,
  names: readonly (keyof Row & string)[],
): Record<string, [unknown, unknown]> =>
  Object.fromEntries(
    names
      .map((name): [string, [unknown, unknown]] => [snake(name), [before[name] ?? null, after[name] ?? null]])
      .filter(([, [was, is]]) => JSON.stringify(was) !== JSON.stringify(is)),
  )

/** What is given, without the fields that are not. */
export const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
