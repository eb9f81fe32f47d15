import type { Locale } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import type { Card } from '../../core/messaging/card.ts'
import type { Platform } from '../../core/platforms.ts'
import { bindWorkspace } from '../../core/tenancy/install-codes.ts'
import { literal } from './cards/markdown.ts'
import { openWords } from './cards/words.ts'

/** Who connects which workspace. */
export interface Connecting {
  core: Core
  platform: Platform
  workspace: string
  user: string
  /** Runs the workspace, as its platform says. */
  isAdmin: boolean
  locale: Locale
}

/**
 * `/sextant setup <code>`: binds the workspace to the tenant that made the code.
 * @throws what `bindWorkspace` throws
 */
export const connect = async (by: Connecting, typed: string): Promise<Card> => {
  const { core, platform, workspace, user, isAdmin, locale } = by
  const say = openWords(locale)
  if (platform === 'web') return noticeCard(locale, say('setup.not_here'))
  if (!isAdmin) return noticeCard(locale, say('setup.only_admins'), 'caution')
  const code = typed.trim()
  if (code === '') return noticeCard(locale, say('setup.how'))
  const bound = await bindWorkspace(core.db, { platform, workspaceId: workspace, code, by: user })
  const tenant = literal(bound.tenantName)
  return noticeCard(locale, say(bound.isNew ? 'setup.done' : 'setup.known', { tenant }), 'good')
}
