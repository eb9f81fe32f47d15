import { mkdirSync } from 'node:fs'
import test from 'ava'
import type { Page } from 'playwright-core'
import { hasFocus, namelessControls, openSite, overflow, type Site, visit } from './open-page.ts'

const admin = { email: 'admin@example.org', password: 'correct horse battery' }
/** Set to look at the pages: a picture of each is put there. */
const pictures = process.env.ADMIN_PICTURES

let site: Site
test.before(async () => {
  site = await openSite({ HOST: '0.0.0.0', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password })
  if (pictures) mkdirSync(pictures, { recursive: true })
})
test.after.always(() => site?.close())

const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

const enter = async (page: Page): Promise<void> => {
  await page.locator('input[name="login"]').fill(admin.email)
  await page.locator('input[name="password"]').fill(admin.password)
  await page.keyboard.press('Enter')
  await page.locator('.admin').waitFor()
}

/** Presses Tab until the focus is where it is wanted. */
const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let presses = 0; presses < 80; presses++) {
    if (await hasFocus(page, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard never came to ${selector}`)
}

const sections = ['', '/usage', '/models', '/installs', '/people', '/jobs', '/audit']
const pages = [
  '/admin/tenants',
  '/admin/models',
  '/admin/jobs',
  '/admin/audit',
  ...sections.map((one) => `/admin/t/demo${one}`),
]

test.serial('by the keyboard alone: sign in, change a limit, suspend and resume', async (t) => {
  const { page, faults } = await visit(site, { locale: 'en-GB' }, '/admin/t/demo')
  await page.waitForURL(/sign-in/)
  t.deepEqual(await namelessControls(page), [])
  await picture(page, 'sign-in')
  await tabTo(page, 'input[name="login"]')
  await page.keyboard.type(admin.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(admin.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/admin\/t\/demo$/)
  await page.keyboard.press('Tab')
  t.true(await hasFocus(page, '.skip-link'))
  await page.keyboard.press('Enter')
  await tabTo(page, 'input[name="monthly_quota"]')
  await page.keyboard.type('800')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Saved.').waitFor()
  t.is(await page.locator('input[name="monthly_quota"]').inputValue(), '800')
  await tabTo(page, 'summary')
  await page.keyboard.press('Enter')
  await tabTo(page, 'details[open] button')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('suspended').waitFor()
  await tabTo(page, 'form[action$="/resume"] button')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('active again').waitFor()
  t.deepEqual(faults, [])
})

test.serial(
  'every page fits a phone and a magnified screen, in light and dark, without a fault',
  async (t) => {
    for (const [name, options] of Object.entries({
      desktop: { viewport: { width: 1280, height: 900 } },
      phone: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
      magnified: { viewport: { width: 640, height: 450 } },
    })) {
      const { page, faults } = await visit(site, options, '/admin')
      await enter(page)
      for (const path of pages) {
        await page.goto(site.url + path)
        t.is(await page.locator('h1').count(), 1, path)
        t.true((await overflow(page)) <= 0, `${name} ${path}`)
        t.deepEqual(await namelessControls(page), [], path)
        await picture(page, `${name}${path.replaceAll('/', '-')}`)
      }
      t.deepEqual(faults, [], name)
    }
  },
)

test.serial('it works without scripts, and with one takes over the theme and the session', async (t) => {
  const { page: plain, faults } = await visit(site, { javaScriptEnabled: false }, '/admin')
  await enter(plain)
  await plain.getByRole('link', { name: 'Démo' }).click()
  await plain.getByRole('link', { name: 'Installations' }).click()
  await plain.getByRole('button', { name: 'Créer un code' }).click()
  t.regex((await plain.locator('.admin-secret').textContent()) ?? '', /^[0-9A-Z]{4}-/)
  t.deepEqual(faults, [])

  const { page, faults: others } = await visit(site, {}, '/admin')
  await enter(page)
  await page.getByRole('button', { name: 'Thème sombre' }).click()
  await page.reload()
  t.is(await page.evaluate('document.documentElement.dataset.theme'), 'dark')
  await page.context().clearCookies({ name: 'sextant_session' })
  await page.goto(`${site.url}/admin/t/demo/usage`)
  await page.waitForURL(/\/admin\/t\/demo\/usage$/)
  await page.getByRole('heading', { name: 'Usage et quotas' }).waitFor()
  t.deepEqual(others, [])
})
