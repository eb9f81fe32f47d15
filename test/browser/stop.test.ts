import test from 'ava'
import { afterAll } from '../helpers/after-all.ts'
import { faults as behaviours, type FaultProvider, startFaultProvider } from '../helpers/fault-provider.ts'
import { divertNextQuestion } from './fake-stream.ts'
import { hasFocus, namelessControls, openSite, type Site, visit } from './open-page.ts'

let site: Site
let provider: FaultProvider
const shared = afterAll(test)
test.before(async () => {
  provider = await startFaultProvider(shared)
  site = await openSite({ OPENAI_API_KEY: 'sk-of-this-test', OPENAI_BASE_URL: provider.v1Url })
  shared.teardown(site.close)
})

const question = 'Quels sont les cinq indices les plus forts chez les 18-34 ans ?'
const questionId = '0193a1b2-0000-7000-8000-00000000000a'
const conversationId = '0193a1b2-0000-7000-8000-000000000002'

test.serial(
  'Stop ends the provider’s call; the stopped question stays, and can be asked again',
  async (t) => {
    const { page, faults } = await visit(site)
    await page.locator('.welcome').waitFor()
    provider.always(behaviours.stallAfter(20))
    await page.locator('.composer textarea').fill(question)
    await page.keyboard.press('Enter')
    const request = await provider.nextRequest()
    await page.getByRole('button', { name: 'Arrêter' }).click()
    await request.aborted

    const turn = page.locator('.turn.is-answered')
    await turn.waitFor()
    t.regex((await turn.locator('.is-stopped .notice').textContent()) ?? '', /^Question arrêtée/)
    t.is(await page.getByRole('button', { name: 'Arrêter' }).count(), 0)
    t.deepEqual(await namelessControls(page), [])
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/stopped.png` })
    await page.reload()
    await turn.locator('.is-stopped').waitFor()
    t.is(await page.locator('.turn').count(), 1, 'nothing waits to be sent again')

    provider.always(behaviours.status(503))
    await page.getByRole('button', { name: 'Poser de nouveau la question' }).click()
    await page.locator('.turn.is-answered .answer-table').waitFor()
    t.is(await page.locator('.turn').count(), 2)
    t.deepEqual(faults, [])
  },
)

test.serial(
  'Stop before the server has the question stops it as soon as it has; pressed again, the page lets go',
  async (t) => {
    const { page, faults } = await visit(site)
    const stops: string[] = []
    await page.route('**/chat/pending/*', (route) => {
      stops.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`)
      return route.fulfill({
        json: { question_id: questionId, conversation_id: conversationId, state: 'stopping' },
      })
    })
    const asked = await divertNextQuestion(page)
    await page.locator('.composer textarea').fill(question)
    await page.keyboard.press('Enter')
    const stream = await asked()
    const stop = page.getByRole('button', { name: 'Arrêter' })
    await stop.focus()
    await page.keyboard.press('Enter')
    const stopping = page.getByRole('button', { name: /^Arrêt en cours/ })
    await stopping.waitFor()
    t.true(await hasFocus(page, '.send-button.is-stop'), 'the focus stays on it')
    t.deepEqual(stops, [])
    const told = page.waitForResponse('**/chat/pending/*')
    stream.send('accepted', { question_id: questionId, conversation_id: conversationId })
    await told
    t.is(stops.length, 1)
    t.regex(stops[0]!, new RegExp(`^DELETE /v1/assistants/[\\w-]+/chat/pending/${questionId}$`))

    // The answer does not come: the second press ends the waiting.
    await stopping.press('Enter')
    const turn = page.locator('.turn.is-stopped')
    await turn.waitFor()
    await turn.getByRole('button', { name: 'Réessayer' }).waitFor()
    t.is(stops.length, 1)
    stream.end()
    t.deepEqual(faults, [])
  },
)

test.serial('when the server cannot be told, Stop still ends the waiting', async (t) => {
  const { page, faults } = await visit(site)
  await page.route('**/chat/pending/*', (route) => route.abort('connectionreset'))
  const asked = await divertNextQuestion(page)
  await page.locator('.composer textarea').fill(question)
  await page.keyboard.press('Enter')
  const stream = await asked()
  stream.send('accepted', { question_id: questionId, conversation_id: conversationId })
  stream.send('delta', { text: 'Un début' })
  await page.locator('.turn.is-running .answer-text').getByText('Un début').waitFor()
  await page.getByRole('button', { name: 'Arrêter' }).click()
  await page.locator('.turn.is-stopped').getByRole('button', { name: 'Réessayer' }).waitFor()
  stream.end()
  t.deepEqual(
    faults.filter((fault) => !/ERR_CONNECTION_RESET/.test(fault)),
    [],
  )
})
