const isOpen = (segment: string): boolean => segment === '*' || /^\{.*\}$|^:/.test(segment)

/**
 * Whether `POST /channels/12/messages` is of the route `POST /channels/{id}/messages`. `*`, `{name}` and `:name` stand for one
 * segment, a method of `*` (or none) for any, `*` alone for every call.
 */
export const isRoute = (pattern: string, call: string): boolean => {
  if (pattern === '*') return true
  const [method, path] = pattern.includes(' ') ? pattern.split(' ', 2) : ['*', pattern]
  const [calledBy, called] = call.split(' ', 2)
  if (method !== '*' && method !== calledBy) return false
  const wanted = path!.split('/')
  const given = called!.split('/')
  return wanted.length === given.length && wanted.every((one, index) => isOpen(one) || one === given[index])
}
