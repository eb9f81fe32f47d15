import type { World } from '../world-state.ts'

export interface Page {
  url: string
  status: number
  text: string
  /** Every address on the way, the last one included. */
  way: string[]
}

export interface Browser {
  /** Goes there, follows every redirect, keeps cookies by site. */
  open(url: string, options?: { answer?: 'allow' | 'deny' }): Promise<Page>
  /** Cookies by site, for tests that take one away. */
  cookies: Map<string, Map<string, string>>
}

const maxRedirects = 10

const keepCookies = (jar: Map<string, string>, headers: Headers): void => {
  for (const line of headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    const value = pair.slice(at + 1).trim()
    const isGone = attributes.some(
      (one) => /^\s*max-age=0\s*$/i.test(one) || /^\s*expires=.*\b1970\b/i.test(one),
    )
    if (isGone || value === '') jar.delete(name)
    else jar.set(name, value)
  }
}

/** A browser with cookies. Slack's own site is the fake, whatever host the app sends people to. */
export const setUpBrowser = (world: World, user: string): Browser => {
  const cookies = new Map<string, Map<string, string>>()
  const jarOf = (site: string): Map<string, string> => {
    const jar = cookies.get(site) ?? new Map<string, string>()
    cookies.set(site, jar)
    return jar
  }
  const toFake = (url: URL): URL =>
    /(^|\.)slack\.com$/.test(url.hostname) ? new URL(url.pathname + url.search, world.url) : url

  const open: Browser['open'] = async (address, { answer = 'allow' } = {}) => {
    let url = toFake(new URL(address))
    const way: string[] = []
    for (let count = 0; count <= maxRedirects; count++) {
      way.push(url.href)
      const jar = jarOf(url.host)
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, {
        redirect: 'manual',
        headers: {
          ...(cookie && { cookie }),
          ...(url.origin === world.url && { 'x-driver-user': user, 'x-driver-answer': answer }),
        },
        signal: world.closing,
      })
      keepCookies(jar, response.headers)
      const location = response.headers.get('location')
      const text = await response.text()
      if (!location || response.status < 300 || response.status >= 400)
        return { url: url.href, status: response.status, text, way }
      url = toFake(new URL(location, url))
    }
    throw new Error(`More than ${maxRedirects} redirects: ${way.join(' → ')}`)
  }
  return { open, cookies }
}
