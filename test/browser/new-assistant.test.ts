import test from 'ava'
import type { Page } from 'playwright-core'
import { ask, hasFocus, namelessControls, openSite, overflow, type Site, visit } from './open-page.ts'

let site: Site
test.before(async () => {
  site = await openSite()
})
test.after.always(() => site?.close())

const markup = '<img src=x onerror="document.title=\'taken\'">'
/** Three labels by two segments whose shares and indexes agree; one label is an attack. */
const csv = [
  'Interview;Segment;Indice;% Vert;% Horz',
  'Sexe : Homme;Lecture;80;40,0 %;48,0 %',
  'Sexe : Homme;Cinéma;120;60,0 %;72,0 %',
  'Sexe : Femme;Lecture;120;60,0 %;72,0 %',
  'Sexe : Femme;Cinéma;80;40,0 %;48,0 %',
  `Âge : ${markup};Lecture;150;30,0 %;90,0 %`,
  `Âge : ${markup};Cinéma;50;10,0 %;30,0 %`,
].join('\n')

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

const fillName = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Nouvel assistant' }).first().click()
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(name)
  await page.getByRole('textbox', { name: 'Thème' }).fill('Loisirs')
  await page.keyboard.press('Enter')
}

test.serial('a file becomes an assistant in three steps, and its words stay words', async (t) => {
  const { page, faults } = await visit(site)
  await fillName(page, 'No')
  t.is(await page.locator('.field-error:visible').count(), 1, 'two characters are no name')
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(`Étude ${markup}`)
  await page.keyboard.press('Enter')

  await page.locator('input[type=file]').setInputFiles(file('vide.csv', ''))
  await page.locator('.notice.is-error').waitFor()
  t.regex((await page.locator('.notice.is-error').textContent()) ?? '', /vide/)

  await page.locator('input[type=file]').setInputFiles(file('loisirs.csv', csv))
  await page.locator('.preview .counts').waitFor()
  t.regex((await page.locator('.counts').textContent()) ?? '', /^6 lignes lues/)
  t.is(await page.locator('.sample tbody tr').count(), 3)
  t.is(
    (await page.locator('.notes.is-guess li').count()) > 0,
    true,
    'the comma and the separator are guesses',
  )
  t.deepEqual(await namelessControls(page), [])

  await page.getByRole('combobox', { name: 'Rôle de la colonne % Horz' }).selectOption('ignored')
  await page.getByRole('button', { name: 'Appliquer les changements' }).click()
  await page.locator('.by.is-person').first().waitFor()

  await page.getByRole('button', { name: 'Créer l’assistant' }).click()
  // A name with markup is refused where it was typed; the file is not asked for again.
  await page.locator('.field-error:visible').waitFor()
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Étude de test')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Créer l’assistant' }).click()
  const done = page.getByRole('button', { name: 'Poser une première question' })
  await done.waitFor()
  t.is(await page.locator('.checklist .is-done').count(), 4)
  await done.click()
  await page.locator('.chat-title h1', { hasText: 'Étude de test' }).waitFor()
  await ask(page, 'Quels sont les trois indices les plus forts ?')
  t.regex((await page.locator('.turn .answer-table').textContent()) ?? '', /150/)
  t.is(await page.locator('.answer img').count(), 0)
  t.is(await page.title(), 'Sextant')
  t.deepEqual(faults, [])
})

test.serial('leaving the steps leaves nothing behind', async (t) => {
  const { page, faults } = await visit(site)
  await fillName(page, 'Abandonné')
  await page.locator('input[type=file]').setInputFiles(file('loisirs.csv', csv))
  await page.locator('.preview .counts').waitFor()
  await page.reload()
  await page.locator('.preview .counts').waitFor()
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE')
  await page.keyboard.press('Escape')
  t.is((await deleted).status(), 204)
  t.is(await page.locator('.item-title', { hasText: 'Abandonné' }).count(), 0)
  t.deepEqual(faults, [])
})

test.serial('an assistant is switched off, and deleted after a second question', async (t) => {
  const { page, faults } = await visit(site)
  const settings = page.getByRole('button', { name: 'Réglages de l’assistant' })
  await settings.click()
  await page.getByRole('checkbox', { name: /^Actif/ }).uncheck()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.locator('.item.is-inactive').waitFor()
  await page.locator('.composer textarea').fill('une question')
  t.true(await page.getByRole('button', { name: 'Envoyer' }).isDisabled(), 'only commands are taken')
  await page.locator('.composer textarea').fill('')
  const before = await page.locator('nav').first().locator('.item').count()
  await settings.click()
  await page.getByRole('button', { name: 'Supprimer', exact: true }).click()
  await page.getByRole('button', { name: 'Supprimer définitivement' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.locator('.composer textarea:enabled').waitFor()
  t.is(await page.locator('nav').first().locator('.item').count(), before - 1)
  t.deepEqual(faults, [])
})

test.serial('nothing is wider than a phone', async (t) => {
  const { page, faults } = await visit(site, {
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    colorScheme: 'dark',
  })
  const narrow = async (what: string) => t.is(await overflow(page), 0, what)
  await page.locator('.welcome').waitFor()
  await narrow('welcome')
  await ask(page, 'Quels sont les cinq indices les plus forts ?')
  await page.locator('.turn .chart rect').first().waitFor()
  await narrow('answer')
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/phone.png` })
  await page.locator('.answer-table .figure').first().click()
  await page.locator('.is-source').waitFor()
  await narrow('source')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Ouvrir le menu' }).click()
  await narrow('menu')
  await fillName(page, 'Téléphone')
  await page.locator('input[type=file]').setInputFiles(file('loisirs.csv', csv))
  await page.locator('.preview .counts').waitFor()
  await narrow('preview')
  t.deepEqual(faults, [])
})

test.serial('the whole way by keyboard alone', async (t) => {
  const { page, faults } = await visit(site)
  // The suggestions made of the file come while somebody stands on a general one.
  const held = Promise.withResolvers<void>()
  await page.route('**/suggestions', (route) => held.promise.then(() => route.continue()))
  await page.reload()
  await page.locator('.welcome .suggestion').first().waitFor()
  await page.keyboard.press('Tab')
  t.true(await hasFocus(page, '.skip-link'))
  for (let tabs = 0; tabs < 40 && !(await hasFocus(page, '.suggestion')); tabs++)
    await page.keyboard.press('Tab')
  const general = await page.locator('.suggestion').first().textContent()
  const arrived = page.waitForResponse('**/suggestions')
  held.resolve()
  await arrived
  await page
    .locator('.suggestion')
    .first()
    .filter({ hasNotText: general ?? '' })
    .waitFor()
  t.true(await hasFocus(page, '.suggestion'), 'the place is kept')
  const ring = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
  t.is(ring, 'solid', 'one sees where one is')
  await page.keyboard.press('Enter')
  await page.locator('.turn.is-answered').waitFor()
  t.true(await hasFocus(page, '.composer textarea'), 'ready for the next question')
  t.deepEqual(faults, [])
})
