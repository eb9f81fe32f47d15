/** What an address below `/admin` names. */
export interface Place {
  /** null = the deployment's pages. */
  clientId: string | null
  /** Empty for the tenant's first page. */
  section: string
  act: string | null
  /** Of the section: `/admin/t/acme/models`. */
  path: string
  /** Of the tenant, or of the deployment: `/admin/t/acme`. */
  base: string
  /** For logs and the audit trail: without the tenant. */
  pattern: string
}

const shape = /^\/admin(?:\/t\/([\w-]{1,100}))?(?:\/([a-z]+))?(?:\/([a-z-]+))?\/?$/

/** null when it names nothing. The act of a tenant's first page stands behind `overview`. */
export const readAddress = (address: string): Place | null => {
  const found = shape.exec(address)
  const [, clientId = null, named = '', act = null] = found ?? []
  if (!found || (clientId === null && named === '')) return null
  const section = named === 'overview' ? '' : named
  const base = clientId === null ? '/admin' : `/admin/t/${clientId}`
  const path = section === '' ? base : `${base}/${section}`
  const pattern = `/admin${clientId === null ? '' : '/t/:client_id'}${named && `/${named}`}${act === null ? '' : `/${act}`}`
  return { clientId, section, act, path, base, pattern }
}
