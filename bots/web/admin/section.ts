import type { z } from 'zod'
import type { Actor, TenantActor } from '../../../core/access/can.ts'
import type { Permission } from '../../../core/access/permissions.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import type { Core } from '../../../core/core.ts'
import type { Breakers } from '../../../core/llm/breakers.ts'
import type { ModelAccess } from '../../../core/llm/targets.ts'
import type { SignedIn } from '../../../core/tenancy/authentication.ts'
import type { SignInServices } from '../../../core/tenancy/sign-in.ts'
import type { Tenant } from '../../../db/models/tenant.ts'
import type { WebSessionServices } from '../session.ts'
import type { Page } from './view.ts'

/** What the pages need besides the web edge's own. */
export interface AdminParts {
  core: Core
  signIn: SignInServices
  models: ModelAccess
  breakers: Breakers
  /** Name of the cookie that says who signed in on a device before, and its `Set-Cookie` lines. */
  deviceCookie: string
  deviceCookies(mark: string): string[]
}
export type AdminServices = WebSessionServices & { admin: AdminParts }

/** One request of somebody who is signed in. */
export interface Visit {
  core: Core
  admin: AdminParts
  actor: Actor
  signedIn: SignedIn
  locale: Locale
  /** In the language of the page: `t('models.title')`. */
  t(key: string, values?: Record<string, unknown>): string
  /** Fields of the address. */
  query: URLSearchParams
  /** Of the section: `/admin/t/acme/models`. */
  path: string
  /** What somebody typed into a form that was refused, and into which. */
  typed: { action: string; values: Record<string, string> } | null
}

/** In a tenant: the own one, or any for an operator. */
export interface TenantVisit extends Visit {
  actor: TenantActor
  tenant: Tenant
}

/** What a finished act tells on the page that follows: words of `admin:done`, and what is shown this once. */
export interface Done {
  notice: string
  secret?: string
}

export interface Act<V extends Visit> {
  /** As the API's route for the same act has it. */
  permission: Permission
  fields: z.ZodType
  run(visit: V, fields: never): Promise<Done>
}

export interface Section<V extends Visit> {
  /** Last part of the address; empty for the tenant's first page. */
  name: string
  /** Of its link, under `admin:nav`. */
  title: string
  /** As the API's route for the same list has it; null = every member. */
  permission: Permission | null
  read(visit: V): Promise<Page>
  acts: Record<string, Act<V>>
}

/** Lets the schema tell the type of the fields. */
export const defineAct = <V extends Visit, S extends z.ZodType>(act: {
  permission: Permission
  fields: S
  run(visit: V, fields: z.output<S>): Promise<Done>
}): Act<V> => act as unknown as Act<V>
