import type { ProjectView } from '../../../../core/projects/views.ts'
import { bold } from '../../cards/markdown.ts'
import type { ProjectWords } from '../words.ts'
import { progressBar, projectBadge } from './badges.ts'

/** `- **Lancement** · ◔ En cours · Haut · ▰▰▰▱▱▱▱▱▱▱ 33 % · fin le 3 mars 2026` */
export const projectLine = (words: ProjectWords, project: ProjectView): string => {
  const { say, term, day, locale } = words
  const { name, priority, progress, endOn, isActive } = project
  const facts = [
    projectBadge(words, project),
    term(`project_priority.${priority}`),
    progressBar(progress, locale),
    endOn && say('span.end', { end: day(endOn) }),
    !isActive && say('state.off'),
  ]
  return [`- ${bold(name)}`, ...facts.filter(Boolean)].join(' · ')
}
