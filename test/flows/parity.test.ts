import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { Platform } from '../../core/platforms.ts'
import { afterAll } from '../helpers/after-all.ts'
import { differences, impossible } from '../helpers/parity/differences.ts'
import { openDiscordDriver } from '../helpers/parity/discord-driver.ts'
import type { Driver } from '../helpers/parity/driver.ts'
import { differing, type Played, play } from '../helpers/parity/play.ts'
import { type Aspect, scenarios } from '../helpers/parity/scenarios.ts'
import { openSlackDriver } from '../helpers/parity/slack-driver.ts'
import { parityTable, platforms } from '../helpers/parity/table.ts'
import { openWebDriver } from '../helpers/parity/web-driver.ts'
import { root } from '../helpers/scan-source.ts'

const shared = afterAll(test)
const drivers: Driver[] = []
test.before(async () => {
  for (const open of [openSlackDriver, openDiscordDriver, openWebDriver]) drivers.push(await open(shared))
})

const meant = (platform: Platform, key: string): Aspect[] =>
  [
    ...new Set(
      differences
        .filter((one) => one.platform === platform && one.scenarios.includes(key))
        .flatMap(({ aspects }) => aspects),
    ),
  ].sort()

const isImpossible = (platform: Platform, key: string): boolean =>
  impossible.some((one) => one.platform === platform && one.scenarios.includes(key))

for (const scenario of scenarios)
  test.serial(`${scenario.title}: the same everywhere, but for what is meant`, async (t) => {
    // On every platform, whatever fails on one: the scenarios behind it find the same there.
    const played: PromiseSettledResult<Played>[] = []
    const able = drivers.filter((driver) => !isImpossible(driver.platform, scenario.key))
    for (const driver of able) played.push(...(await Promise.allSettled([play(driver, scenario)])))
    const [slack, ...others] = played.map((one, at) => {
      if (one.status === 'rejected') throw new Error(`on ${able[at]!.platform}: ${one.reason?.stack}`)
      return { platform: able[at]!.platform, of: one.value }
    })
    for (const { platform, of } of others) {
      const found = differing(slack!.of, of)
      const listed = meant(platform, scenario.key)
      const unmeant = Object.entries(found).filter(([aspect]) => !listed.includes(aspect as Aspect))
      t.deepEqual(Object.fromEntries(unmeant), {}, `${platform} beside slack`)
      t.deepEqual(Object.keys(found).sort(), listed, 'a difference that is listed is there')
    }
  })

test('the README tells of it as it is', (t) => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const told = /<!-- parity -->\n([\s\S]*?)\n<!-- \/parity -->/.exec(readme)?.[1]
  t.is(told, parityTable(), 'npm run --silent parity prints it')
  t.deepEqual(
    platforms.map(({ platform }) => platform).sort(),
    drivers.map(({ platform }) => platform).sort(),
    'a column for each platform that was gone through',
  )
})
