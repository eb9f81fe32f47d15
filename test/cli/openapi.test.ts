import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { runCli } from '../helpers/run-cli.ts'
import { root } from '../helpers/scan-source.ts'

test('the document is printed without a database, and has every route of the README', async (t) => {
  const { code, stdout } = await runCli(['openapi'], { env: { DATABASE_URL: 'nonsense' } })
  t.is(code, 0)
  const { openapi, paths } = JSON.parse(stdout) as { openapi: string; paths: Record<string, object> }
  t.regex(openapi, /^3\.1\./)
  const known = Object.keys(paths).map((path) => path.replaceAll(/\{\w+\}/g, '*'))
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const shown = [...readme.matchAll(/\$base(\/[\w/$-]+)/g)].map(([, path]) => path!.replaceAll(/\$\w+/g, '*'))
  t.true(shown.length > 5)
  t.deepEqual(
    shown.filter((path) => !known.includes(path)),
    [],
  )
})
