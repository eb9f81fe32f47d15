import { listMembers, type MemberView } from '../../../core/projects/members.ts'
import type { CommandContext } from '../command.ts'

/** A project has fewer. */
const mostMembers = 100

/** Who takes part in a project, whoever came first comes first. @throws not_found, forbidden */
export const readMembers = ({ core, actor }: CommandContext, projectId: string): Promise<MemberView[]> =>
  listMembers(core.db, actor, { projectId, page: { limit: mostMembers, after: null } })

/** What people are called, by their ids; whoever takes no part any more has no name here. */
export const namesOf = (members: readonly MemberView[]): ReadonlyMap<string, string> =>
  new Map(members.map(({ personId, fullName }) => [personId, fullName]))

/** As many people as a select of a card holds on every platform. */
const mostOffered = 24

/** Chosen for nobody. */
export const nobody = '-'

/** Members in a select; whoever is chosen already is among them. */
export const memberOptions = (members: readonly MemberView[], chosen: readonly string[] = []) => {
  const first = members.filter(({ personId }) => chosen.includes(personId))
  const rest = members.filter(({ personId }) => !chosen.includes(personId))
  return [...first, ...rest].slice(0, mostOffered).map(({ personId, fullName, serviceName }) => ({
    label: fullName,
    value: personId,
    description: serviceName,
  }))
}
