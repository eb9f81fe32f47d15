/** `general` goes to the channels of its project and to whoever may hear of it, `personal` to somebody alone. */
export type NoticeAudience = 'general' | 'personal' | 'both'

export const noticePriorities = ['low', 'normal', 'high', 'critical'] as const
export type NoticePriority = (typeof noticePriorities)[number]

export const noticeCategories = [
  'projects', 'phases', 'steps', 'tasks', 'members', 'documents', 'assistants', 'system', 'account',
] as const // biome-ignore format: one list, read at a glance
export type NoticeCategory = (typeof noticeCategories)[number]

/** Why somebody is told: what "Why did I get this?" names. In words under `notices:rule`. */
export type NoticeRule =
  | 'member'
  | 'responsible'
  | 'assignee'
  | 'concerned'
  | 'author'
  | 'asker'
  | 'approver'
  | 'everybody'
  | 'admin'
// biome-ignore format: one list, read at a glance

export interface NoticeKind {
  audience: NoticeAudience
  priority: NoticePriority
  category: NoticeCategory
  rule: NoticeRule
  /** One of several that come together while somebody works: a mail waits for the others. */
  isEdit: boolean
  /** A mail of its own tells it already (an alert); it goes to the inbox and, where there is one, to a chat. */
  isMailed: boolean
  /** Where people read it: the inbox and every route, or nothing but that mail, which bears a link or a goodbye. */
  isListed: boolean
}

type Traits = Partial<Pick<NoticeKind, 'isEdit' | 'isMailed' | 'isListed'>>

const of =
  (category: NoticeCategory) =>
  (audience: NoticeAudience, priority: NoticePriority, rule: NoticeRule, traits: Traits = {}): NoticeKind => ({
    audience, priority, category, rule, isEdit: false, isMailed: false, isListed: true, ...traits,
  }) // biome-ignore format: one kind, read at a glance

const [project, phase, step, task] = [of('projects'), of('phases'), of('steps'), of('tasks')]
const [member, document, assistant] = [of('members'), of('documents'), of('assistants')]
const [system, account] = [of('system'), of('account')]
const edit: Traits = { isEdit: true }
const mailed: Traits = { isMailed: true }
const mailOnly: Traits = { isMailed: true, isListed: false }

/** Everything that people can be told, as data: one row a type. Stored and sent by these names. */
export const noticeTypes = {
  'project.created': project('general', 'normal', 'member'),
  'project.updated': project('general', 'low', 'member', edit),
  'project.status_changed': project('general', 'normal', 'member', edit),
  'project.priority_changed': project('general', 'normal', 'member', edit),
  'project.off': project('general', 'normal', 'member', edit),
  'project.on': project('general', 'normal', 'member', edit),
  'project.late': project('both', 'high', 'member'),
  'project.progress_25_50_75_100': project('general', 'low', 'member', edit),
  'project.completed': project('general', 'high', 'member'),
  'project.rejected': project('general', 'high', 'member'),
  'project.deleted': project('general', 'high', 'member'),
  'phase.started': phase('general', 'low', 'member', edit),
  'phase.completed': phase('general', 'normal', 'member', edit),
  'phase.reopened': phase('general', 'normal', 'member', edit),
  'phase.ignored': phase('general', 'normal', 'member', edit),
  'phase.due_soon': phase('personal', 'normal', 'member'),
  'phase.late': phase('personal', 'high', 'member'),
  'step.assigned': step('personal', 'normal', 'responsible'),
  'step.status_changed': step('personal', 'normal', 'responsible', edit),
  'step.due_soon': step('personal', 'normal', 'responsible'),
  'step.late': step('personal', 'high', 'responsible'),
  'step.completed': step('general', 'low', 'member', edit),
  'task.assigned': task('personal', 'normal', 'assignee'),
  'task.status_changed': task('personal', 'low', 'assignee', edit),
  'task.due_soon': task('personal', 'normal', 'assignee'),
  'task.late': task('personal', 'high', 'assignee'),
  'task.unblocked': task('personal', 'normal', 'assignee', edit),
  'member.added': member('personal', 'normal', 'concerned'),
  'member.removed': member('personal', 'normal', 'concerned'),
  'permission.changed': member('personal', 'normal', 'concerned', edit),
  'role.changed': member('personal', 'high', 'concerned', mailed),
  'document.generated': document('personal', 'low', 'asker'),
  'document.uploaded': document('general', 'low', 'member', edit),
  'document.validation_requested': document('personal', 'high', 'approver'),
  'document.validated': document('personal', 'normal', 'author'),
  'document.rejected': document('personal', 'high', 'author'),
  'document.commented': document('personal', 'low', 'author', edit),
  'document.comment_replied': document('personal', 'normal', 'author', edit),
  'document.new_version': document('general', 'low', 'member', edit),
  'assistant.created': assistant('general', 'low', 'everybody'),
  'assistant.failed': assistant('personal', 'high', 'asker'),
  'dataset.check_failed': assistant('personal', 'high', 'asker'),
  'plan.generated': assistant('personal', 'normal', 'asker'),
  'flow.unfinished': assistant('personal', 'low', 'asker'),
  'export.ready': assistant('personal', 'normal', 'asker'),
  'quota.80': system('personal', 'high', 'admin', mailed),
  'quota.100': system('personal', 'critical', 'admin', mailed),
  'llm.fallback_active': system('personal', 'high', 'admin', mailed),
  'auth.suspicious': system('personal', 'critical', 'concerned'),
  'server.errors': system('personal', 'critical', 'admin'),
  'service.down': system('personal', 'critical', 'admin'),
  'delivery.failed': system('personal', 'high', 'admin', mailed),
  'install.added': system('personal', 'normal', 'admin', mailed),

  // Alerts, which have had their own mails since before there was an inbox.
  'credential.failing': system('personal', 'critical', 'admin', mailed),
  'model.shutdown': system('personal', 'high', 'admin', mailed),
  'install.removed': system('personal', 'high', 'admin', mailed),
  'sign_in.failing': system('personal', 'high', 'admin', mailed),
  'schedule.failed': system('personal', 'high', 'admin', mailed),
  'identity.linked': account('personal', 'high', 'concerned', mailed),
  'password.changed': account('personal', 'high', 'concerned', mailed),
  'session.reused': account('personal', 'critical', 'concerned', mailed),
  'privacy.exported': account('personal', 'normal', 'asker', mailed),
  'password.reset': account('personal', 'high', 'concerned', mailOnly),
  invitation: account('personal', 'normal', 'concerned', mailOnly),
  'privacy.erased': account('personal', 'high', 'concerned', mailOnly),
  'tenant.leaving': system('personal', 'critical', 'admin', mailOnly),
  'tenant.welcome': system('personal', 'normal', 'admin', mailOnly),
} as const satisfies Record<string, NoticeKind>

export type NoticeType = keyof typeof noticeTypes

export const noticeTypeCodes = Object.keys(noticeTypes) as NoticeType[]

export const isNoticeType = (text: string): text is NoticeType => Object.hasOwn(noticeTypes, text)

/** How a type is to be told. Read through this, for which every kind looks the same. */
export const kindOf = (type: NoticeType): NoticeKind => noticeTypes[type]

export const isGeneral = (type: NoticeType): boolean => kindOf(type).audience !== 'personal'
