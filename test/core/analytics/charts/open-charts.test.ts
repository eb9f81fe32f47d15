import { createCanvas, loadImage } from '@napi-rs/canvas'
import test from 'ava'
import { barsOf, wrapText } from '../../../../core/analytics/charts/bars.ts'
import { openCharts } from '../../../../core/analytics/charts/open-charts.ts'
import { paintOf } from '../../../../core/analytics/charts/paints.ts'
import { theme } from '../../../../core/analytics/charts/theme.ts'
import { answerCard } from '../../../../core/messaging/answer-card.ts'
import type { CardChart } from '../../../../core/messaging/card.ts'
import { sampleAnswer, sampleQuestions } from '../../../fixtures/answers.ts'
import { afterAll } from '../../../helpers/after-all.ts'

const shared = afterAll(test)
// A machine under load starts a thread slowly, and that is not what is tested here.
const charts = openCharts({ drawMs: 60_000 })
shared.teardown(() => charts.close())

const chartOf = (count: number, series = 1): CardChart => ({
  title: 'Indice (base 100)',
  unit: 'index',
  baseline: 100,
  alt: 'Barres.',
  series: Array.from({ length: series }, (_, one) => ({
    name: `Série ${one}`,
    points: Array.from({ length: count }, (_, at) => ({
      label: `Libellé ${at}`,
      value: 60 + 20 * at,
      text: `${60 + 20 * at} ★`,
    })),
  })),
})

interface Picture {
  width: number
  height: number
  /** How many pixels have nearly this colour. */
  count(colour: string): number
}

const readPicture = async (png: Buffer): Promise<Picture> => {
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  const count = (colour: string): number => {
    const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    let found = 0
    for (let at = 0; at < data.length; at += 4)
      if (wanted.every((value, channel) => Math.abs(data[at + channel]! - value) <= 6)) found++
    return found
  }
  return { width: image.width, height: image.height, count }
}

test.serial(
  'an answer’s chart is a light picture at double density: bars in the brand’s colour, words in ink',
  async (t) => {
    const card = answerCard(await sampleAnswer(sampleQuestions.fr.top!, 'fr'), { canRate: false })
    const part = card.parts.find((one) => one.kind === 'chart')
    const png = await charts.draw((part as { chart: CardChart }).chart, { locale: 'fr' })
    const picture = await readPicture(png!)
    t.is(picture.width, theme.width * theme.density)
    t.true(picture.height > 300 && picture.height < 1_200, String(picture.height))
    const area = picture.width * picture.height
    t.true(picture.count(theme.series[0].fill) > area * 0.05, 'bars')
    t.true(picture.count(theme.paper) > area * 0.5, 'paper')
    t.true(picture.count(theme.ink) > 2_000, 'words and the baseline')
    t.true(picture.count(theme.series[0].edge) > 500, 'edges that are seen on white')
  },
)

test.serial(
  'the first series bears the colour that is wanted, and no other one that looks like it',
  async (t) => {
    const [brand, blue] = theme.series
    const draw = async (colour: string, series = 1) =>
      readPicture((await charts.draw(chartOf(4, series), { locale: 'fr', colour }))!)
    const green = await draw('#3FA34D')
    t.true(green.count('#3fa34d') > 10_000)
    t.is(green.count(brand.fill), 0)
    const pale = await draw('#cfe8d2')
    t.true(pale.count('#cfe8d2') > 10_000)
    t.true(pale.count(theme.ink) > 1_000)
    const twice = await draw('#304c90', 2)
    t.true(twice.count('#304c90') > 5_000)
    t.true(twice.count(theme.series[2].fill) > 5_000, 'not the blue beside the blue')
    t.true((await draw('#fefefe')).count(brand.fill) > 10_000, 'bars as white as paper would all seem hollow')
    t.true((await draw(blue.fill)).count(blue.fill) > 10_000)
  },
)

for (const colour of ['#f0c527', '#ffe9a8', '#00ff00', '#ff00ff', '#0a0a0a', '#80c0ff'])
  test(`edges of ${colour} are seen on white`, (t) => {
    const { edge } = paintOf(colour)(0)
    const parts = [1, 3, 5].map((at) => Number.parseInt(edge.slice(at, at + 2), 16) / 255)
    const [red, green, blue] = parts.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    )
    const contrast = 1.05 / (0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05)
    t.true(contrast >= 4.5, `${edge} ${contrast}`)
  })

test.serial('a bar below the baseline is hollow, several series have colours of their own', async (t) => {
  const low: CardChart = {
    ...chartOf(1),
    series: [{ name: 'A', points: [{ label: 'Bas', value: 50, text: '50' }] }],
  }
  const hollow = await readPicture((await charts.draw(low, { locale: 'en' }))!)
  t.true(hollow.count(theme.series[0].fill) < 500)
  t.true(hollow.count(theme.series[0].edge) > 500)
  const grouped = await readPicture((await charts.draw(chartOf(3, 3), { locale: 'en' }))!)
  for (const { fill } of theme.series.slice(0, 3)) t.true(grouped.count(fill) > 5_000, fill)
})

test.serial('more bars are a higher picture; too many are counted instead of drawn', async (t) => {
  const heightOf = async (count: number): Promise<number> =>
    (await readPicture((await charts.draw(chartOf(count), { locale: 'fr' }))!)).height
  const [few, more, most, over] = [
    await heightOf(3),
    await heightOf(12),
    await heightOf(60),
    await heightOf(500),
  ]
  t.true(few < more && more < most)
  t.true(over - most < 100, 'only the line that counts the rest is added')
  t.is(barsOf(chartOf(500), 60).rest, 440)
})

test.serial('nothing to draw is no picture, hostile words are drawn like any', async (t) => {
  t.is(await charts.draw({ ...chartOf(0), series: [] }, { locale: 'fr' }), null)
  t.is(await charts.draw(chartOf(0), { locale: 'fr' }), null)
  const strange = chartOf(2)
  strange.title = '<!channel>\n\u0000\u202e'.repeat(50)
  strange.series[0]!.points[0] = { label: '\ud800 '.repeat(80), value: -5, text: '\n' }
  strange.series[0]!.points[1]!.value = Number.POSITIVE_INFINITY
  t.true((await charts.draw(strange, { locale: 'fr' }))!.length > 1_000)
})

/** A program in the worker's place. */
const worker = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const listening = "import { parentPort } from 'node:worker_threads'\n"

test('a picture that takes too long is given up, and the next is drawn by a fresh thread', async (t) => {
  const code = `${listening}parentPort.on('message', ({ id, chart }) => { if (chart.title === 'hang') for (;;); parentPort.postMessage({ id, png: new Uint8Array([1]), fault: null }) })`
  const own = openCharts({ drawMs: 5_000, entry: worker(code) })
  t.teardown(() => own.close())
  const [hung, next] = await Promise.all([
    own.draw({ ...chartOf(1), title: 'hang' }, { locale: 'fr' }),
    own.draw(chartOf(1), { locale: 'fr' }),
  ])
  t.is(hung, null)
  t.deepEqual(next, Buffer.from([1]))
})

test('a thread that dies or fails takes one picture with it, not the server', async (t) => {
  const code = `${listening}parentPort.on('message', ({ id, chart }) => { if (chart.title === 'die') throw new Error('boom'); if (chart.title === 'exit') process.exit(3); parentPort.postMessage({ id, png: chart.title === 'fail' ? null : new Uint8Array([2]), fault: chart.title === 'fail' ? 'no' : null }) })`
  const own = openCharts({ drawMs: 60_000, entry: worker(code) })
  t.teardown(() => own.close())
  for (const title of ['die', 'exit', 'fail']) {
    t.is(await own.draw({ ...chartOf(1), title }, { locale: 'fr' }), null, title)
    t.deepEqual(await own.draw(chartOf(1), { locale: 'fr' }), Buffer.from([2]), title)
  }
})

test('too many at once are refused at once, and what waits at the end is told so', async (t) => {
  const own = openCharts({
    waiting: 2,
    entry: worker(`${listening}parentPort.on('message', () => undefined)`),
  })
  const drawn = [1, 2, 3].map(() => own.draw(chartOf(1), { locale: 'fr' }))
  t.is(await own.draw(chartOf(1), { locale: 'fr' }), null)
  await own.close()
  t.deepEqual(await Promise.all(drawn), [null, null, null])
  t.is(await own.draw(chartOf(1), { locale: 'fr' }), null, 'closed')
})

test('labels are wrapped between words and cut at their end', (t) => {
  const options = { width: 10, lines: 2, measure: (text: string) => text.length }
  t.deepEqual(wrapText('un deux trois', options), ['un deux', 'trois'])
  t.deepEqual(wrapText('un deux trois quatre cinq', options), ['un deux', 'trois qua…'])
  t.deepEqual(wrapText('anticonstitutionnellement', options), ['anticonst…'])
  t.deepEqual(wrapText('court', options), ['court'])
})
