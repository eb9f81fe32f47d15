import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { fillDataDir } from '../helpers/database.ts'
import { keptSources, spawnServer } from '../helpers/spawn-server.ts'

const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)

export interface Site {
  url: string
  browser: Browser
  close(): Promise<void>
}

/** What `npm start` starts, in a data folder of its own, and a browser. */
export const openSite = async (env: Record<string, string> = {}): Promise<Site> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-browser-'))
  await fillDataDir(dataDir)
  const server = await spawnServer({ ...keptSources, SEXTANT_DATA_DIR: dataDir, ...env })
  // Where no locale is set, Chromium gives up names of files that are not ASCII.
  const ours = { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>
  const browser = await chromium.launch({ executablePath, env: ours, args: ['--no-sandbox'] })
  const close = async (): Promise<void> => {
    await browser.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: server.url, browser, close }
}

export interface Visit {
  page: Page
  /** Errors of the page, refusals of its security policy, and requests that left the server. Must stay empty. */
  faults: string[]
}

/** A new visitor with an own profile. A refused request (4xx) is the page's business and no fault. */
export const visit = async (site: Site, options: BrowserContextOptions = {}, path = '/'): Promise<Visit> => {
  const context = await site.browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const isRefusal = /Failed to load resource/.test(message.text())
    if (message.type() === 'error' && !isRefusal) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:'))
      faults.push(`left the server: ${request.url()}`)
  })
  await page.goto(site.url + path)
  return { page, faults }
}

/** Asks and waits for the end of the answer, whatever it is. */
export const ask = async (page: Page, question: string): Promise<void> => {
  const turns = await page.locator('.turn').count()
  await page.locator('.composer textarea').fill(question)
  await page.keyboard.press('Enter')
  await page.locator('.turn').nth(turns).and(page.locator(':not(.is-running)')).waitFor()
}

/** Pixels by which the document is wider than the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - innerWidth')

/** Whether the focus is on an element that the selector names. (Page code is text: the suite's types know no DOM.) */
export const hasFocus = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)

/** What can be reached by keyboard but says nothing to a screen reader. */
export const namelessControls = async (page: Page): Promise<string[]> => {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const roles = new Set(['button', 'textbox', 'combobox', 'checkbox', 'link', 'spinbutton', 'dialog', 'img'])
  return nodes
    .filter(({ ignored, role, name }) => !ignored && roles.has(role?.value) && !name?.value)
    .map(({ role, backendDOMNodeId }) => `${role?.value} ${backendDOMNodeId}`)
}
