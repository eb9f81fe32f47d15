import type { Section, TenantVisit, Visit } from './section.ts'
import { audit, deploymentAudit } from './sections/audit.ts'
import { breakers } from './sections/breakers.ts'
import { installs } from './sections/installs.ts'
import { deploymentJobs, jobs } from './sections/jobs.ts'
import { models } from './sections/models.ts'
import { overview } from './sections/overview.ts'
import { people } from './sections/people.ts'
import { tenants } from './sections/tenants.ts'
import { usage } from './sections/usage.ts'

/** For operators: `/admin/<name>`. In the order of the menu. */
export const deploymentSections: Section<Visit>[] = [tenants, breakers, deploymentJobs, deploymentAudit]

/** `/admin/t/<client id>/<name>`, in the order of the menu. */
export const tenantSections: Section<TenantVisit>[] = [
  overview, usage, models, installs, people, jobs, audit,
] // biome-ignore format: one menu, read at a glance
