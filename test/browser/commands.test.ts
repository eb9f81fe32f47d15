import test from 'ava'
import type { Page } from 'playwright-core'
import { ask, hasFocus, namelessControls, openSite, overflow, type Site, visit } from './open-page.ts'

let site: Site
test.before(async () => {
  site = await openSite()
})
test.after.always(() => site?.close())

const box = (page: Page) => page.locator('.composer textarea')
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` })
}

/** Types a command and waits for its card. */
const give = async (page: Page, line: string) => {
  await box(page).fill(line)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  const turn = page.locator('.turn.is-command').last()
  await turn.locator('.card').first().waitFor()
  await turn.locator('.progress-line').waitFor({ state: 'hidden' })
  return turn
}

test.serial('a slash shows the commands; arrows, Tab and Enter take one, Escape closes', async (t) => {
  const { page, faults } = await visit(site)
  const list = page.getByRole('listbox', { name: 'Commandes' })
  await box(page).pressSequentially('/')
  await list.waitFor()
  t.true((await list.getByRole('option').count()) > 20)
  await shot(page, 'commands-list')
  await box(page).pressSequentially('sextant da')
  t.true((await list.getByRole('option').allTextContents()).every((text) => text.startsWith('/data')))
  await page.keyboard.press('ArrowDown')
  const active = await box(page).getAttribute('aria-activedescendant')
  t.is(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true')
  t.deepEqual(await namelessControls(page), [])
  await page.keyboard.press('Enter')
  t.is(await box(page).inputValue(), '/data top ')
  t.true(await list.isHidden())
  t.is(await page.locator('.turn').count(), 0, 'nothing is sent by choosing')
  await box(page).fill('/usa')
  await list.waitFor()
  await page.keyboard.press('Tab')
  t.is(await box(page).inputValue(), '/usage')
  await box(page).fill('/he')
  await list.waitFor()
  await page.keyboard.press('Escape')
  t.true(await list.isHidden())
  await box(page).fill('une question / deux')
  t.true(await list.isHidden())
  await box(page).fill('')
  t.deepEqual(faults, [])
})

test.serial(
  'cards show lists, facts and tables, and their selects and buttons work by keyboard',
  async (t) => {
    const { page, faults } = await visit(site)
    const help = await give(page, '/sextant')
    t.is(await help.locator('.card-title').textContent(), 'Ce que vous pouvez me demander')
    t.true((await help.locator('.card li').count()) > 5)
    await shot(page, 'commands-help')
    await help.locator('select').selectOption({ index: 1 })
    await help.getByRole('button', { name: 'Choisir' }).press('Enter')
    await help.locator('.card').nth(1).waitFor()
    t.true(await hasFocus(page, '.card:nth-child(2)'), 'the focus goes to the card that came')
    const list = await give(page, '/assistant list')
    await list.getByRole('button', { name: 'Choisir' }).click()
    const shown = list.locator('.card').nth(1)
    await shown.waitFor()
    t.true((await shown.locator('.card-fields dt').count()) > 3)
    await shown.getByRole('button', { name: /Vérifier/ }).click()
    await list.locator('.card').nth(2).waitFor()
    await shot(page, 'commands-cards')
    t.deepEqual(await namelessControls(page), [])
    t.is(await overflow(page), 0)
    t.deepEqual(faults, [])
  },
)

test.serial('a command that is a question is asked as every question is', async (t) => {
  const { page, faults } = await visit(site)
  await box(page).fill('/data top 3')
  await page.keyboard.press('Enter')
  await page.locator('.turn.is-answered').waitFor()
  t.is(await page.locator('.turn').count(), 1, 'the command is not left beside its question')
  t.true((await page.locator('.turn .answer-table tbody tr').count()) >= 3)
  await give(page, '/chat list')
  const kept = await give(page, '/chat export')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    kept.getByRole('button', { name: /Enregistrer/ }).click(),
  ])
  t.regex(saved.suggestedFilename(), /\.md$/)
  t.deepEqual(faults, [])
})

test.serial(
  'a form is a dialog with its faults at their fields; its file is brought and becomes an assistant',
  async (t) => {
    const { page, faults } = await visit(site)
    await box(page).fill('/assistant new Étude de test')
    await page.keyboard.press('Enter')
    const dialog = page.locator('dialog')
    await dialog.waitFor()
    t.true(await hasFocus(page, 'dialog input'))
    t.is(await dialog.getByLabel('Nom').inputValue(), 'Étude de test')
    await dialog.getByRole('button', { name: /Créer/ }).click()
    await dialog.locator('.field-error:not([hidden])').first().waitFor()
    t.is(await dialog.getByLabel('Secteur').getAttribute('aria-invalid'), 'true')
    await shot(page, 'commands-form-faults')
    await dialog.getByLabel('Secteur').fill('loisirs')
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'vide.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('rien'),
    })
    await dialog.getByRole('button', { name: /Créer/ }).click()
    await dialog.locator('input[type=file][aria-invalid="true"]').waitFor()
    await dialog
      .locator('input[type=file]')
      .setInputFiles(new URL('../../db/seeds/data/masculinites-2018.csv', import.meta.url).pathname)
    await dialog.getByRole('button', { name: /Créer/ }).click()
    const card = page.locator('.turn.is-command .card')
    await page.locator('nav .item', { hasText: 'Étude de test' }).waitFor({ timeout: 60_000 })
    await card.first().waitFor()
    t.regex((await card.first().textContent()) ?? '', /Étude de test/)
    await shot(page, 'commands-made')
    t.deepEqual(faults, [])
  },
)

test.serial('what a card would delete is asked first; done, its card says so in place of it', async (t) => {
  const { page, faults } = await visit(site)
  const turn = await give(page, '/assistant delete Étude de test')
  await turn.getByRole('button').last().click()
  const dialog = page.locator('dialog')
  await dialog.waitFor()
  await shot(page, 'commands-confirm')
  t.true(await hasFocus(page, 'dialog .dialog-actions button:first-child'), 'nothing happens by Enter alone')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await turn.locator('.card.is-caution').waitFor()
  await turn.getByRole('button').last().click()
  await dialog.locator('.is-danger').click()
  await turn.locator('.card.is-good').waitFor()
  t.is(await turn.locator('.card').count(), 1)
  await page.locator('nav .item', { hasText: 'Étude de test' }).waitFor({ state: 'detached' })
  t.deepEqual(faults, [])
})

test.serial('what others wrote stays text: names, labels and commands make no markup', async (t) => {
  const { page, faults } = await visit(site)
  const turn = await give(page, '/sextant <img src=x onerror=alert(1)> **gras** [lien](https://evil.example)')
  t.is(await turn.locator('img, a').count(), 0)
  t.regex((await turn.textContent()) ?? '', /<img src=x/)
  t.deepEqual(faults, [])
})

test.serial('the language that is chosen by command is the page’s at once; dark reads as well', async (t) => {
  const { page, faults } = await visit(site, { colorScheme: 'dark' })
  await box(page).fill('/prefs')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await page.locator('dialog').getByLabel('Langue').selectOption('en')
  await page.locator('dialog').getByRole('button', { name: 'Enregistrer' }).click()
  await page.locator('html[lang="en"]').waitFor()
  await page.locator('.turn.is-command .card').waitFor()
  const turn = await give(page, '/workspace show')
  t.regex((await turn.textContent()) ?? '', /Time zone/)
  await box(page).fill('/as')
  await page.getByRole('listbox', { name: 'Commands' }).waitFor()
  await shot(page, 'commands-dark')
  await box(page).fill('')
  await give(page, '/prefs fr')
  await page.locator('html[lang="fr"]').waitFor()
  t.deepEqual(faults, [])
})

test.serial('on a narrow screen nothing is wider than it', async (t) => {
  const { page, faults } = await visit(site, { viewport: { width: 360, height: 740 } })
  await give(page, '/help')
  const turn = await give(page, '/home')
  await box(page).fill('/')
  await page.getByRole('listbox').waitFor()
  await shot(page, 'commands-narrow')
  t.is(await overflow(page), 0)
  await box(page).fill('')
  t.true((await turn.locator('.card').count()) > 0)
  await ask(page, 'indice de Mac chez les 18-34 ans')
  t.deepEqual(faults, [])
})
