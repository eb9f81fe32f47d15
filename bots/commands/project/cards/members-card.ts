import { can } from '../../../../core/access/can.ts'
import type { Card } from '../../../../core/messaging/card.ts'
import { projectPermissionCodes } from '../../../../core/projects/codes.ts'
import type { MemberView } from '../../../../core/projects/members.ts'
import { listProjectPermissions } from '../../../../core/projects/project-permissions.ts'
import type { ProjectView } from '../../../../core/projects/views.ts'
import { button, cardOf, controls, fields, select, text } from '../../cards/card-parts.ts'
import { bold, literal } from '../../cards/markdown.ts'
import type { CommandContext } from '../../command.ts'
import type { Outcome } from '../doors.ts'
import { readRights } from '../find-project.ts'
import { memberOptions, readMembers } from '../members-of.ts'
import { openProjectWords, type ProjectWords } from '../words.ts'
import { outcomePart, projectLinks } from './project-card.ts'

/** What each may more in the project than their role says. */
const readGiven = async (
  { core, actor }: CommandContext,
  projectId: string,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await listProjectPermissions(core.db, actor, { projectId })
  return new Map(rows.map(({ personId, codes }) => [personId, codes]))
}

const lineOf = (
  { say, term }: ProjectWords,
  { fullName, role, isOwner }: MemberView,
  given: readonly string[],
): string => {
  const facts = [
    role && literal(role),
    isOwner && say('member.owner'),
    given.length > 0 && given.map((code) => term(`permission.${code}`)).join(', '),
  ]
  return [`- ${bold(fullName)}`, ...facts.filter(Boolean)].join(' · ')
}

/** Who takes part, service by service; whoever belongs to none comes last. */
export const memberLines = (
  words: ProjectWords,
  members: readonly MemberView[],
  given: ReadonlyMap<string, readonly string[]> = new Map(),
): string => {
  const services = Map.groupBy(members, ({ serviceName }) => serviceName ?? '')
  const names = [...services.keys()].sort((one, other) => {
    if (one === '' || other === '') return one === '' ? 1 : -1
    return one.localeCompare(other, words.locale)
  })
  return names
    .map((name) => {
      const title = name === '' ? words.say('member.no_service') : literal(name)
      const lines = services.get(name)!.map((one) => lineOf(words, one, given.get(one.personId) ?? []))
      return [`**${title}**`, ...lines].join('\n')
    })
    .join('\n\n')
}

/** `/sextant project members`: who takes part, and for whom one may say who does. */
export const membersCard = async (
  context: CommandContext,
  project: ProjectView,
  outcome?: Outcome,
): Promise<Card> => {
  const words = openProjectWords(context.locale)
  const { say } = words
  const rights = await readRights(context, project)
  const members = await readMembers(context, project.id)
  const mayManage = rights.has('members:manage')
  const value = { project: project.id }
  return cardOf(say('members.title', { name: project.name }), [
    outcomePart(outcome),
    text(
      members.length > 0
        ? memberLines(words, members, await readGiven(context, project.id))
        : say('members.none'),
    ),
    controls([
      mayManage && members.length > 0
        ? select(say('members.choose'), 'member.show', memberOptions(members), { value })
        : null,
      // Whom one may add is for those who may see who there is.
      mayManage &&
        can(context.actor, 'users:manage') &&
        button(say('members.add'), 'member.new', value, 'primary'),
      button(say('to.project'), 'project.show', value),
    ]),
    projectLinks(words, project, 'members'),
  ])
}

/** One member, for whoever says who takes part: what they may, what they do. */
export const memberCard = async (
  context: CommandContext,
  { project, member }: { project: ProjectView; member: MemberView },
  outcome?: Outcome,
): Promise<Card> => {
  const { say, term } = openProjectWords(context.locale)
  const { personId, fullName, role, serviceName, isOwner } = member
  const mayManage = (await readRights(context, project)).has('members:manage')
  const given = (await readGiven(context, project.id)).get(personId) ?? []
  const value = { project: project.id, member: personId }
  const options = projectPermissionCodes.map((code) => ({
    label: say(given.includes(code) ? 'member.take' : 'member.give', { right: term(`permission.${code}`) }),
    // What is meant, and not only what: somebody else may have given or taken it since.
    value: `${given.includes(code) ? '-' : '+'}${code}`,
  }))
  const remove = {
    ...button(say('member.remove'), 'member.remove', value, 'danger'),
    confirm: {
      title: say('member.remove'),
      text: say('member.confirm', { name: fullName }),
      yes: say('remove.yes'),
      no: say('remove.no'),
    },
  }
  return cardOf(fullName, [
    outcomePart(outcome),
    fields([
      [say('field.project'), project.name],
      role === null ? null : [say('field.role'), role],
      serviceName === null ? null : [say('member.service'), serviceName],
      isOwner ? [say('field.owner_id'), say('yes')] : null,
      [
        say('field.permissions'),
        given.map((code) => term(`permission.${code}`)).join(', ') || say('member.by_role'),
      ],
    ]),
    controls([
      mayManage && select(say('member.rights'), 'member.right', options, { value }),
      mayManage && button(say('member.role'), 'member.edit', value),
      mayManage && !isOwner && button(say('member.make_owner'), 'member.own', value),
      mayManage && !isOwner && remove,
      button(say('to.members'), 'project.members', { project: project.id }),
    ]),
  ])
}
