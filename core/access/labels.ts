import type { Locale } from '../answers/answer.ts'
import { translate } from '../locales/translate.ts'
import { type Permission, systemRoles } from './permissions.ts'

/** `projects:create` in words. */
export const permissionLabel = (locale: Locale, permission: Permission): string =>
  translate(locale, `access:permissions.${permission.replace(':', '.')}`)

/** A role's own name; that of a system role comes in every language. */
export const roleLabel = (locale: Locale, role: { code: string; name?: string | null }): string => {
  const known = systemRoles.find((code) => code === role.code)
  return role.name ?? (known ? translate(locale, `access:roles.${known}`) : role.code)
}
