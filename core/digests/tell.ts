import type { MailBlock, MailLine, MailSection } from '../mail/frame.ts'
import { sentenceOf } from '../notifications/delivery/sentence.ts'
import type { Deadline } from '../projects/deadlines.ts'
import { countsOf, type DigestContent } from './content.ts'
import type { ProjectFacts } from './facts.ts'
import type { SlipPart } from './slip.ts'
import type { SlippedItem } from './slips.ts'
import { movedLine, nameOf } from './tell-moved.ts'
import type { DigestWording } from './wording.ts'

/** Nobody reads more: the rest is said to be there. */
const most = { projects: 12, moved: 8, items: 12, notices: 6 }

const line = (text: string, detail: string | null = null): MailLine => ({ text, detail })
const block = (lines: MailLine[], of: Partial<MailBlock> = {}): MailBlock => ({
  title: null,
  mark: null,
  tone: 'plain',
  ...of,
  lines,
})

/** The first few, and how many more there are. */
const cut = (words: DigestWording, lines: MailLine[], limit: number): MailLine[] =>
  lines.length <= limit
    ? lines
    : [...lines.slice(0, limit), line(words.say('more', { count: lines.length - limit }))]

const partText = (words: DigestWording, { days, change }: SlipPart): string => {
  const { say, day, dayOf, name } = words
  const told = { days: words.days(days) }
  if (change === null) return say('part_unknown', told)
  const { from, to, at, by } = change
  const values = { ...told, from: day(from), to: day(to), at: dayOf(at) }
  const part = say(from === null ? 'part_new' : 'part', values)
  return by === null ? part : say('part_by', { part, by: name(by) })
}

const slipBlock = (words: DigestWording, item: SlippedItem, project: ProjectFacts): MailBlock => {
  const { baseline, end, days, parts, kind } = item
  const [own, of] = [nameOf(words, item), words.name(project.name)]
  return block(
    [
      line(words.say('slipped_from', { baseline: words.day(baseline), end: words.day(end) })),
      ...parts.map((part) => line(partText(words, part))),
    ],
    {
      title: kind === 'project' ? own : `${of} · ${own}`,
      mark: words.days(days),
      tone: days > 0 ? 'bad' : 'good',
    },
  )
}

const movedBlock = (words: DigestWording, { name, progress, moved }: ProjectFacts): MailBlock[] => {
  const lines = moved.flatMap((item) => movedLine(words, item) ?? [])
  const mark = words.say('progress', { percent: Math.floor(progress) })
  return lines.length === 0 ? [] : [block(cut(words, lines, most.moved), { title: words.name(name), mark })]
}

const itemLine = (words: DigestWording, key: 'ended' | 'ends', item: Deadline): MailLine =>
  line(
    `${nameOf(words, item)}, ${words.say(key, { day: words.day(item.endOn) })}`,
    item.kind === 'project' ? null : words.say('in_project', { project: words.name(item.projectName) }),
  )

const section = (title: string, blocks: MailBlock[]): MailSection[] =>
  blocks.length === 0 ? [] : [{ title, blocks }]

const list = (words: DigestWording, lines: MailLine[], limit = most.items): MailBlock[] =>
  lines.length === 0 ? [] : [block(cut(words, lines, limit))]

/** A digest in words, part by part: slips first, for which somebody may have to do something. */
export const tellDigest = (words: DigestWording, content: DigestContent): MailSection[] => {
  const { projects, late, dueSoon, tasks, held, unread } = content
  const { say } = words
  const slips = projects.flatMap((project) => project.slipped.map((item) => slipBlock(words, item, project)))
  const shown = projects.flatMap((project) => movedBlock(words, project))
  const left = shown.length - most.projects
  const moved =
    left > 0 ? [...shown.slice(0, most.projects), block([line(say('more', { count: left }))])] : shown
  const own = tasks.map(({ name, projectName, dueOn }) =>
    line(
      dueOn === null ? words.name(name) : `${words.name(name)}, ${say('ends', { day: words.day(dueOn) })}`,
      words.name(projectName),
    ),
  )
  const notices = held.map((notice) => line(sentenceOf(words.locale, notice)))
  if (notices.length > 0 && unread > held.length) notices.push(line(say('unread', { count: unread })))
  return [
    ...section(say('section.slipped'), slips.slice(0, most.projects)),
    ...section(say('section.late'), list(words, late.map((item) => itemLine(words, 'ended', item)))),
    ...section(say('section.due_soon'), list(words, dueSoon.map((item) => itemLine(words, 'ends', item)))),
    ...section(say('section.moved'), moved),
    ...section(say('section.tasks'), list(words, own)),
    ...section(say('section.notices'), list(words, notices, most.notices + 1)),
  ] // biome-ignore format: one section a line
}

const summaryOrder = ['slipped', 'late', 'due_soon', 'moved', 'notices'] as const

/** `2 glissements, 1 retard`: what the subject says. Empty when nothing is to be told. */
export const summaryOf = ({ say }: DigestWording, content: DigestContent): string => {
  const counts = countsOf(content)
  return summaryOrder
    .filter((key) => counts[key] > 0)
    .slice(0, 3)
    .map((key) => say(`summary.${key}`, { count: counts[key] }))
    .join(', ')
}
