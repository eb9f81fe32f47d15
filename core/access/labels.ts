import type { Locale } from '../answers/answer.ts'
import { translate } from '../locales/translate.ts'
import type { Permission, SystemRole } from './permissions.ts'

/** `projects:create` in words. */
export const permissionLabel = (locale: Locale, permission: Permission): string =>
  translate(locale, `access:permissions.${permission.replace(':', '.')}`)

/** A system role's name. */
export const roleLabel = (locale: Locale, role: SystemRole): string =>
  translate(locale, `access:roles.${role}`)
