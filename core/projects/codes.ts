/** Stored and sent as these; words in the locale namespace `projects`. */

/** In the order of a project's life. */
export const phaseCodes = ['needs', 'feasibility', 'design', 'development', 'launch', 'retirement'] as const
export type PhaseCode = (typeof phaseCodes)[number]

export const phaseStatuses = ['pending', 'in_progress', 'done', 'ignored'] as const
export type PhaseStatus = (typeof phaseStatuses)[number]

export const projectStatuses = ['pending', 'in_progress', 'done', 'rejected'] as const
export type ProjectStatus = (typeof projectStatuses)[number]

/** Highest first. */
export const projectPriorities = ['high', 'medium', 'intermediate', 'low'] as const
export type ProjectPriority = (typeof projectPriorities)[number]

/** Of steps and of tasks. */
export const workStatuses = ['pending', 'in_progress', 'done', 'cancelled'] as const
export type WorkStatus = (typeof workStatuses)[number]

/** Lowest first. */
export const workPriorities = ['low', 'normal', 'high', 'critical'] as const
export type WorkPriority = (typeof workPriorities)[number]

/** What a member can be given in one project. */
export const projectPermissionCodes = ['view', 'edit', 'delete', 'approve'] as const
export type ProjectPermissionCode = (typeof projectPermissionCodes)[number]

/** Still to be done. */
export const isOpen = (status: string): boolean => status === 'pending' || status === 'in_progress'
export const openStatuses = ['pending', 'in_progress'] as const
