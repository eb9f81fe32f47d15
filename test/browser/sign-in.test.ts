import test from 'ava'
import { ask, namelessControls, openSite, type Site, visit } from './open-page.ts'

const admin = { email: 'admin@example.org', password: 'correct horse battery' }

let site: Site
test.before(async () => {
  // Reachable from other machines: nobody is let in without a password, not even from this one.
  site = await openSite({ HOST: '0.0.0.0', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password })
})
test.after.always(() => site?.close())

test.serial('a visitor asks a public assistant, and keeps the conversation', async (t) => {
  const { page, faults } = await visit(site, {}, '/?tenant=demo')
  await page.locator('.welcome').waitFor()
  t.is(await page.getByRole('button', { name: 'Nouvel assistant' }).count(), 0)
  await ask(page, 'Quels sont les cinq indices les plus forts ?')
  await page.locator('.turn.is-answered .figure').first().click()
  await page.locator('.source-dialog .facts').waitFor()
  t.is(await page.locator('.source-dialog .is-error').count(), 0)
  await page.keyboard.press('Escape')
  await page.locator('nav .item[aria-current]').nth(1).waitFor()
  await page.reload()
  await page.locator('.turn.is-answered').waitFor()
  t.deepEqual(faults, [])

  const { page: other } = await visit(site, {}, '/?tenant=demo')
  await other.locator('.welcome').waitFor()
  t.is(await other.locator('nav').nth(1).locator('.item').count(), 0, 'another visitor sees nothing of it')
})

test.serial('without a tenant the page asks who one is; an operator then chooses one', async (t) => {
  const { page, faults } = await visit(site)
  await page.getByRole('heading', { name: 'Connexion' }).waitFor()
  t.deepEqual(await namelessControls(page), [])
  const enter = async (password: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Identifiant' }).fill(admin.email)
    await page.getByRole('textbox', { name: 'Mot de passe' }).fill(password)
    await page.keyboard.press('Enter')
  }
  await enter('wrong password')
  await page.locator('.notice.is-error').waitFor()
  t.is(await page.getByRole('textbox', { name: 'Identifiant' }).inputValue(), admin.email)
  await enter(admin.password)
  await page.getByRole('link', { name: /^Démo/ }).click()
  await page.locator('.welcome').waitFor()
  await ask(page, 'Quels sont les cinq indices les plus forts ?')
  await page.locator('.turn.is-answered').waitFor()

  // The access token is over: the page renews it and nobody notices.
  await page.context().clearCookies({ name: 'sextant_session' })
  await ask(page, 'Que contient ce fichier ?')
  t.is(await page.locator('.turn.is-answered').count(), 2)

  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await page.getByRole('heading', { name: 'Connexion' }).waitFor()
  t.deepEqual(faults, [])
})
