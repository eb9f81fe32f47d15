import test from 'ava'
import type { Page } from 'playwright-core'
import { namelessControls, openSite, overflow, type Site, visit } from './open-page.ts'

let site: Site
test.before(async () => {
  site = await openSite()
})
test.after.always(() => site?.close())

const openSettings = async (page: Page) => {
  await page.getByRole('button', { name: 'Réglages de l’assistant' }).click()
  const dialog = page.getByRole('dialog', { name: 'Réglages de l’assistant' })
  await dialog.getByRole('heading', { name: 'Apparence' }).waitFor()
  return dialog
}

const avatarOf = (page: Page): Promise<{ paper: string; ink: string }> =>
  page.evaluate(
    "(({ backgroundColor: paper, color: ink }) => ({ paper, ink }))(getComputedStyle(document.querySelector('.look-avatar')))",
  )

test.serial('colour and logo are chosen with a preview, and only what was changed is sent', async (t) => {
  const { page, faults } = await visit(site)
  const dialog = await openSettings(page)
  const preview = dialog.getByRole('figure', { name: 'Aperçu' })
  const colour = dialog.getByLabel('Couleur principale')
  const logo = dialog.getByRole('textbox', { name: 'Adresse du logo' })
  t.is(await colour.inputValue(), '#f0c527')
  t.deepEqual(await avatarOf(page), { paper: 'rgb(240, 197, 39)', ink: 'rgb(0, 0, 0)' })
  t.regex((await preview.textContent()) ?? '', / · Sextant/)
  t.is(await preview.getByRole('link').count(), 0)
  t.deepEqual(await namelessControls(page), [])

  await colour.fill('#1a2b3c')
  t.deepEqual(await avatarOf(page), { paper: 'rgb(26, 43, 60)', ink: 'rgb(255, 255, 255)' })
  await dialog.getByRole('checkbox', { name: 'Nommer Sextant' }).uncheck()
  t.notRegex((await preview.textContent()) ?? '', /Sextant/)
  const bodies: object[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') bodies.push(request.postDataJSON())
  })
  const save = dialog.getByRole('button', { name: 'Enregistrer' })
  for (const [address, isSent] of [['http://cdn.example.org/logo.png', 0], ['https://localhost.localdomain/logo.png', 1]] as const) {
    await logo.fill(address)
    await save.click()
    await dialog.locator('.field-error:visible').waitFor()
    t.is(await logo.getAttribute('aria-invalid'), 'true')
    t.is(bodies.length, isSent, address)
    t.is(await dialog.locator('.notice.is-error').count(), 0, 'it is said once, at its field')
  } // biome-ignore format: the page refuses the first, the server the second
  await logo.fill('https://cdn.example.org/logo.png')
  t.is(await dialog.locator('.field-error:visible').count(), 0)
  const link = preview.getByRole('link', { name: 'Ouvrir le logo dans un nouvel onglet' })
  t.is(await link.getAttribute('href'), 'https://cdn.example.org/logo.png')
  if (process.env.SCREENSHOTS) {
    await preview.scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/assistant-look.png` })
  }
  await page.setViewportSize({ width: 390, height: 844 })
  t.true((await overflow(page)) <= 0)
  await save.click()
  await dialog.waitFor({ state: 'hidden' })
  const sent = bodies.at(-1) as Record<string, unknown>
  t.like(sent, {
    primary_color: '#1a2b3c',
    logo_url: 'https://cdn.example.org/logo.png',
    show_branding: false,
  })

  await page.setViewportSize({ width: 1280, height: 900 })
  const again = await openSettings(page)
  t.is(await again.getByLabel('Couleur principale').inputValue(), '#1a2b3c')
  await again.getByRole('textbox', { name: 'Adresse du logo' }).fill('')
  await again.getByRole('button', { name: 'Enregistrer' }).click()
  await again.waitFor({ state: 'hidden' })
  const last = bodies.at(-1) as Record<string, unknown>
  t.is(last.logo_url, null)
  t.false('primary_color' in last || 'show_branding' in last)
  t.deepEqual(faults, [])
})

test.serial('the look is told in English too', async (t) => {
  const { page, faults } = await visit(site)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Assistant settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Assistant settings' })
  await dialog.getByRole('heading', { name: 'Look' }).waitFor()
  t.is(await dialog.getByLabel('Main colour').count(), 1)
  t.is(await dialog.getByRole('textbox', { name: 'Address of the logo' }).count(), 1)
  t.is(await dialog.getByRole('figure', { name: 'Preview' }).count(), 1)
  t.deepEqual(await namelessControls(page), [])
  t.deepEqual(faults, [])
})
