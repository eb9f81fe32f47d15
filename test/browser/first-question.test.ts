import test from 'ava'
import { ask, hasFocus, namelessControls, openSite, type Site, visit } from './open-page.ts'

let site: Site
test.before(async () => {
  site = await openSite()
})
test.after.always(() => site?.close())

test.serial('a first question is answered in the page, and each figure opens its row', async (t) => {
  const { page, faults } = await visit(site)
  await page.locator('.welcome').waitFor()
  t.is(await page.locator('.welcome .suggestion').count(), 3)
  await ask(page, 'Quels sont les cinq indices les plus forts chez les 18-34 ans ?')
  const turn = page.locator('.turn').last()
  t.true((await turn.locator('.answer-table tbody tr').count()) >= 5, (await turn.textContent()) ?? '')
  t.true((await turn.locator('.chart rect').count()) >= 5)
  t.truthy(await turn.locator('.chart desc').textContent())
  const figure = turn.locator('.answer-table .figure').first()
  const shown = (await figure.textContent())?.replace(/[^\d]/g, '')
  await figure.click()
  const source = page.locator('.source-dialog .is-source td')
  await source.waitFor()
  t.regex((await source.textContent()) ?? '', new RegExp(`^${shown}(?!\\d)`))
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/source.png` })
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  t.true(await hasFocus(page, '.answer-table .figure'), 'the focus comes back')
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/answer.png` })
  t.deepEqual(await namelessControls(page), [])
  t.deepEqual(faults, [])
})

test.serial('a conversation is kept, listed, rated and found again after a reload', async (t) => {
  const { page, faults } = await visit(site)
  await page.locator('.welcome .suggestion').first().click()
  const turn = page.locator('.turn.is-answered')
  await turn.waitFor()
  const rated = page.waitForResponse((response) => response.url().endsWith('/feedback'))
  await turn.getByRole('button', { name: 'Réponse inutile ou fausse' }).click()
  t.is((await rated).status(), 204)
  const reasoned = page.waitForResponse((response) => response.url().endsWith('/feedback'))
  await turn.getByRole('textbox').fill('Trop long')
  await page.keyboard.press('Enter')
  t.is((await reasoned).status(), 204)
  const question = await turn.locator('.question').textContent()
  await page.locator('nav .item[aria-current]').nth(1).waitFor()
  await page.reload()
  await page.locator('.turn.is-answered .answer-text').waitFor()
  t.is(await page.locator('.turn .question').textContent(), question)
  await page.getByRole('button', { name: 'Nouvelle conversation' }).click()
  await page.locator('.welcome .suggestion').first().waitFor()
  t.is(await page.locator('.turn').count(), 0)
  t.deepEqual(faults, [])
})

test.serial('nothing typed is lost: draft, lost connection, question too long', async (t) => {
  const { page, faults } = await visit(site)
  const input = page.locator('.composer textarea')
  await input.fill('Une question commencée')
  await page.reload()
  t.is(await input.inputValue(), 'Une question commencée')

  await input.fill('x'.repeat(2_001))
  t.true(await page.getByRole('button', { name: 'Envoyer' }).isDisabled())
  t.is(await input.inputValue().then((text) => text.length), 2_001, 'too long is told, never cut')

  await input.fill('première ligne')
  await page.keyboard.press('Shift+Enter')
  t.is(await page.locator('.turn').count(), 0, 'Shift + Enter sends nothing')

  await page.route('**/chat', (route) => route.abort('connectionreset'))
  await ask(page, 'Quel est le profil des 18-34 ans ?')
  t.is(
    await page.locator('.turn.is-failed .question').textContent(),
    'Vous\u202f: Quel est le profil des 18-34 ans ?',
  )
  await page.unroute('**/chat')
  await page.getByRole('button', { name: 'Réessayer' }).click()
  await page.locator('.turn.is-answered').waitFor()
  t.is(await page.locator('.turn').count(), 1)
  t.deepEqual(
    faults.filter((fault) => !/ERR_CONNECTION_RESET/.test(fault)),
    [],
  )
})

test.serial('French and English, light and dark hold at once and after a reload', async (t) => {
  const { page, faults } = await visit(site, { colorScheme: 'light' })
  await page.locator('.welcome').waitFor()
  t.is(await page.locator('html').getAttribute('lang'), 'fr')
  await page.getByRole('button', { name: 'English' }).click()
  t.is(await page.locator('html').getAttribute('lang'), 'en')
  await ask(page, 'What are the five highest indexes?')
  t.is(await page.locator('.turn .answer').getAttribute('lang'), 'en')
  const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const light = await paper()
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click()
  const dark = await paper()
  t.not(light, dark)
  await page.reload()
  await page.getByRole('button', { name: 'New assistant' }).waitFor()
  t.is(await paper(), dark)
  t.deepEqual(faults, [])
})

test.serial('the page answers by a strict policy, and not to another name of this machine', async (t) => {
  const response = await fetch(`${site.url}/`)
  const policy = response.headers.get('content-security-policy') ?? ''
  t.regex(policy, /default-src 'none'/)
  t.notRegex(policy, /unsafe/)
  const again = await fetch(`${site.url}/page/main.js`)
  const same = await fetch(`${site.url}/page/main.js`, {
    headers: { 'if-none-match': again.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
  })
  t.is(same.status, 304)
})
