import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { readConfig, variableNames } from '../../config/env.ts'
import { root } from '../helpers/scan-source.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
/** Read by docker compose and not by Sextant. */
const composeOnly = ['POSTGRES_PASSWORD', 'HOST_ADDRESS', 'SEXTANT_VERSION']

const exampleNames = [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name]) => name!)

test('.env.example has every variable, and no other', (t) => {
  t.deepEqual([...exampleNames].sort(), [...variableNames, ...composeOnly].sort())
})

test('.env.example holds no secret and is valid as it stands', (t) => {
  const values = [...read('.env.example').matchAll(/^[A-Z_]+=(.+)$/gm)].map(([line]) => line)
  t.deepEqual(values, [])
  t.notThrows(() => readConfig(Object.fromEntries(exampleNames.map((name) => [name, '']))))
})

test('the README has every variable in its table, and no other', (t) => {
  const section = /^## Configuration$([\s\S]*?)^## /m.exec(read('README.md'))?.[1] ?? ''
  const rows = [...section.matchAll(/^\|\s*(`[^|]*`)\s*\|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name!),
  )
  t.deepEqual(rows.sort(), [...variableNames].sort())
})
