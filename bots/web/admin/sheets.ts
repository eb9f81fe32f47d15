import type { Visit } from './section.ts'

const formats = { csv: 'CSV', xlsx: 'Excel' }

/**
 * The API's address of a list as files, filtered as the page is.
 * @param filters fields of the address that the API's list has as well
 */
export const sheetsOf = (
  { query }: Pick<Visit, 'query'>,
  path: string,
  filters: readonly string[] = [],
): { text: string; href: string }[] =>
  Object.entries(formats).map(([format, text]) => {
    const fields = new URLSearchParams()
    for (const name of filters) if (query.get(name)) fields.set(name, query.get(name)!)
    fields.set('format', format)
    return { text, href: `${path}?${fields}` }
  })

/** As `sheetsOf`, of a list that an operator's link could not name the tenant of. */
export const ownSheetsOf = (visit: Visit, path: string, filters: readonly string[] = []) =>
  visit.actor.kind === 'operator' && visit.actor.tenantId !== null ? [] : sheetsOf(visit, path, filters)
