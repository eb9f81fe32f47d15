import test from 'ava'
import type { Page, Request } from 'playwright-core'
import { divertNextQuestion } from './fake-stream.ts'
import { ask, hasFocus, namelessControls, openSite, overflow, type Site, visit } from './open-page.ts'

let site: Site
test.before(async () => {
  site = await openSite()
})
test.after.always(() => site?.close())

const messageId = '0193a1b2-0000-7000-8000-000000000001'
const conversationId = '0193a1b2-0000-7000-8000-000000000002'

const claim = {
  id: 'c1', value: 146, unit: 'index', label: 'Lecture – 18-34 ans', formula: null, flags: [],
  source: { file: 'loisirs.csv', sheet: null, row: 12, column: 'Indice' },
} // biome-ignore format: one claim, read at a glance

const answer = {
  conversation_id: conversationId, message_id: messageId, text: 'L’indice de la lecture est **146**.', locale: 'fr',
  stage: 'data', model: 'sage-1', fallback_reason: null as string | null, plan: null, claims: [claim], warnings: [],
  suggestions: [], table: null, chart: null, usage: { input_tokens: 812, output_tokens: 96, cost_nano_usd: 423_000 },
  response_time_ms: 1_840,
} // biome-ignore format: one answer, read at a glance

const llm = (name: string) => ({ name, max_tokens: 4_000 })

const attempt = {
  llm: 'sage-1', purpose: 'word', outcome: 'completed', input_tokens: 812, output_tokens: 96,
  cost_nano_usd: 423_000, first_token_ms: 410, took_ms: 1_320,
} // biome-ignore format: one attempt, read at a glance

const shoot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` })
}

/** What the rest of the server would say, where the test is about what the page makes of it. */
const pretend = async (page: Page, path: string, json: unknown, status = 200): Promise<void> => {
  await page.route(
    (url) => url.pathname === path,
    (route) => route.fulfill({ status, json }),
  )
}

const pretendModels = (page: Page): Promise<void> =>
  pretend(page, '/web/models', { items: ['sage-1', 'sauge-2', 'thym-3'].map(llm) })

/** A page whose next questions are answered with this. */
const pretendAnswer = async (page: Page, made: unknown): Promise<void> => {
  await page.route('**/chat', (route) => route.fulfill({ json: made }))
}

test.serial(
  'the text of a model grows, begins anew with another one, and the answer replaces it',
  async (t) => {
    const { page, faults } = await visit(site)
    const asked = await divertNextQuestion(page)
    await page.locator('.composer textarea').fill('Quel est l’indice de la lecture ?')
    await page.keyboard.press('Enter')
    const stream = await asked()
    const text = page.locator('.turn.is-running .answer-text')
    stream.send('stage', { stage: 'model', state: 'started' })
    stream.send('delta', { text: 'L’indice est de ' })
    stream.send('delta', { text: '**146**' })
    await text.getByText('L’indice est de 146').waitFor()
    stream.send('delta', { reset: true })
    stream.send('delta', { text: 'La lecture' })
    await text.getByText('La lecture', { exact: true }).waitFor()
    t.regex((await page.locator('.stages').textContent()) ?? '', /Appel du modèle/)
    stream.send('answer', { ...answer, fallback_reason: 'requests_spent' })
    stream.end()
    const turn = page.locator('.turn.is-answered')
    await turn.waitFor()
    t.is(await turn.locator('.answer-text').textContent(), 'L’indice de la lecture est 146.')
    t.is(await turn.locator('.answer-model').textContent(), 'Rédigé par sage-1')
    t.regex(
      (await turn.locator('.model-note').textContent()) ?? '',
      /^Modèle de secours\s: quota du mois atteint\.$/,
    )
    t.deepEqual(faults, [])
  },
)

test.serial('an answer without a model says why, in both languages', async (t) => {
  const { page, faults } = await visit(site)
  await pretendAnswer(page, { ...answer, model: null, fallback_reason: 'network' })
  await ask(page, 'Quel est l’indice de la lecture ?')
  const note = page.locator('.turn .model-note')
  t.regex((await note.textContent()) ?? '', /^Réponse sans modèle\s: fournisseur injoignable\.$/)
  await page.getByRole('button', { name: 'English' }).click()
  t.is(await note.textContent(), 'Answered without a model: the provider cannot be reached.')
  t.deepEqual(faults, [])
})

test.serial('“How?” opens the trace, and gives the focus back', async (t) => {
  const { page, faults } = await visit(site)
  await pretendAnswer(page, { ...answer, fallback_reason: 'overload' })
  const denied = {
    input_tokens: null,
    output_tokens: null,
    cost_nano_usd: 0,
    first_token_ms: null,
    took_ms: 0,
  }
  await pretend(page, `/v1/answers/${messageId}/trace`, {
    message_id: messageId,
    llm_used: 'sauge-2',
    response_time: 1_840,
    stages: [
      {
        stage: 'data',
        outcome: 'answered',
        took_ms: 4.2,
        rows: 12,
        model: null,
        cost_nano_usd: 0,
        detail: 'top',
      },
    ],
    attempts: [
      { ...attempt, ...denied, outcome: 'overload', took_ms: 520 },
      { ...attempt, ...denied, llm: 'thym-3', outcome: 'price_unknown' },
      { ...attempt, llm: 'sauge-2' },
    ],
  })
  await ask(page, 'Quel est l’indice de la lecture ?')
  await page.getByRole('button', { name: 'Comment ?' }).click()
  const dialog = page.getByRole('dialog', { name: 'Comment cette réponse a été faite' })
  await dialog.locator('.trace-list').first().waitFor()
  const lines = await dialog.locator('.trace-list li').allTextContents()
  t.is(lines.length, 4)
  t.regex(lines[0] ?? '', /Calcul sur le fichiera répondu4\sms · 12 lignes du fichier/)
  t.regex(lines[1] ?? '', /sage-1fournisseur surchargé/)
  t.regex(lines[2] ?? '', /thym-3prix du modèle inconnu/)
  t.regex(lines[3] ?? '', /sauge-2réponse reçue.*812 jetons lus, 96 écrits · 0,00042\s\$US/)
  t.deepEqual(await namelessControls(page), [])
  await shoot(page, 'trace')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  t.true(await hasFocus(page, '.answer-foot .text-button'), 'the focus comes back')
  t.deepEqual(faults, [])
})

test.serial('what is left of the month is told before anybody is blocked', async (t) => {
  const { page, faults } = await visit(site)
  t.is(await page.locator('.quota-line').textContent(), '')
  const quota = { kind: 'requests', limit: 100, remaining: 17, used_percent: 83, refills_on: '2026-12-01' }
  await pretend(page, '/web/quota', { quota })
  await pretendAnswer(page, answer)
  await ask(page, 'Quel est l’indice de la lecture ?')
  const line = page.locator('.quota-line')
  await line.getByText('Il reste 17 questions sur 100').waitFor()
  t.regex((await line.textContent()) ?? '', /le compteur repart le 1er décembre\.$/)
  await shoot(page, 'quota')
  await page.getByRole('button', { name: 'English' }).click()
  t.regex((await line.textContent()) ?? '', /^17 questions of 100 are left this month/)
  t.deepEqual(faults, [])
})

test.serial('an assistant gets its models and its creativity', async (t) => {
  const { page, faults } = await visit(site)
  await pretendModels(page)
  const sent: Request[] = []
  await page.route('**/v1/assistants/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    sent.push(route.request())
    return route.fulfill({ json: {} })
  })
  await page.reload()
  await page.getByRole('button', { name: 'Réglages de l’assistant' }).click()
  await page.getByRole('combobox', { name: 'Modèle de l’assistant' }).selectOption('sauge-2')
  t.is(await page.getByRole('slider').count(), 0, 'the model’s own setting holds until one is wanted')
  await page.getByRole('checkbox', { name: /Régler la créativité/ }).check()
  const slider = page.getByRole('slider', { name: 'Créativité' })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  t.is(await page.locator('.range-value').textContent(), '0,8')
  t.deepEqual(await namelessControls(page), [])
  await shoot(page, 'settings')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  const body = sent[0]?.postDataJSON()
  t.like(body, { default_llm: 'sauge-2', fallback_llm: null, temperature: 0.8 })
  t.deepEqual(faults, [])
})

const slot = (name: string, text: string) => ({
  provider: 'compatible', model: name, text, finish: 'stop', claims: [claim], usage: answer.usage,
  cost_nano_usd: 423_000, response_time_ms: 1_840, error: null,
}) // biome-ignore format: one slot, read at a glance

const failed = {
  ...slot('thym-3', ''), text: null, finish: null, cost_nano_usd: 0, response_time_ms: 310,
  error: { code: 'auth', detail: 'The provider refused the key.' },
} // biome-ignore format: one slot, read at a glance

test.serial('several models answer beside each other, and one that fails says why', async (t) => {
  const { page, faults } = await visit(site)
  await pretendModels(page)
  await page.reload()
  const slots = {
    'sage-1': slot('sage-1', 'L’indice de la lecture est **146** : bien au-dessus de la moyenne.'),
    'sauge-2': slot('sauge-2', 'Chez les 18-34 ans, la lecture obtient **146**.'),
    'thym-3': failed,
  }
  const bodies: unknown[] = []
  await page.route('**/v1/chat/send', (route) => {
    bodies.push(route.request().postDataJSON())
    return route.fulfill({
      json: { conversation_id: conversationId, message_id: messageId, ai_responses: slots, answer },
    })
  })
  await page.locator('.composer textarea').fill('Quel est l’indice de la lecture ?')
  await page.getByRole('button', { name: 'Comparer des modèles' }).click()
  const dialog = page.getByRole('dialog', { name: 'Comparer des modèles' })
  t.is(await dialog.getByRole('textbox').first().inputValue(), 'Quel est l’indice de la lecture ?')
  await dialog.getByRole('checkbox', { name: 'sauge-2' }).uncheck()
  await dialog.getByRole('button', { name: 'Comparer', exact: true }).click()
  t.regex((await dialog.locator('.field-error:visible').textContent()) ?? '', /de 2 à 3 modèles/)
  await dialog.getByRole('checkbox', { name: 'sauge-2' }).check()
  await dialog.getByRole('checkbox', { name: 'thym-3' }).check()
  t.deepEqual(await namelessControls(page), [])
  await shoot(page, 'compare-dialog')
  await dialog.getByRole('button', { name: 'Comparer', exact: true }).click()
  await page.locator('.turn.is-answered .slot').first().waitFor()
  t.like(bodies[0], {
    message: 'Quel est l’indice de la lecture ?',
    selected_models: ['sage-1', 'sauge-2', 'thym-3'],
    temperature: 0.7,
    max_tokens: 2_000,
  })
  t.is(await page.locator('.composer textarea').inputValue(), '', 'what was asked leaves the composer')
  const heads = page.locator('.slot h3')
  t.deepEqual(await heads.allTextContents(), ['sage-1', 'sauge-2', 'thym-3'])
  t.regex(
    (await page.locator('.slot').nth(2).textContent()) ?? '',
    /Pas de réponse\s: clé refusée par le fournisseur\./,
  )
  const tops = (): Promise<number[]> =>
    page.evaluate("[...document.querySelectorAll('.slot')].map((slot) => slot.getBoundingClientRect().top)")
  const wide = await tops()
  t.is(wide[0], wide[1], 'beside each other')
  await shoot(page, 'compare')
  await page.setViewportSize({ width: 390, height: 844 })
  const narrow = await tops()
  t.true(narrow[0]! < narrow[1]!, 'one below the other on a phone')
  t.true((await overflow(page)) <= 0)
  await shoot(page, 'compare-phone')
  t.deepEqual(faults, [])
})

test.serial('who may choose between no two models is offered no comparison', async (t) => {
  const { page, faults } = await visit(site)
  await pretend(page, '/web/models', { items: [llm('sage-1')] })
  const read = page.waitForResponse((response) => new URL(response.url()).pathname === '/web/models')
  await page.reload()
  await (await read).finished()
  await page.locator('.welcome').waitFor()
  t.is(await page.getByRole('button', { name: 'Comparer des modèles' }).count(), 0)
  t.deepEqual(faults, [])
})
