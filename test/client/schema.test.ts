import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { generateClient } from '../../client/generate.ts'
import { runCli } from '../helpers/run-cli.ts'
import { root } from '../helpers/scan-source.ts'

test('the client is that of the document: otherwise `npm run client:generate`', async (t) => {
  const { code, stdout } = await runCli(['openapi'])
  t.is(code, 0)
  const { schema, operations } = await generateClient(stdout)
  const written = (name: string) => readFileSync(join(root, 'client', name), 'utf8')
  t.true(schema === written('schema.d.ts'), 'client/schema.d.ts is not up to date')
  t.true(operations === written('operations.ts'), 'client/operations.ts is not up to date')
  t.true(operations.includes("'POST /v1/tenants'"))
  t.false(operations.includes("'POST /v1/auth/refresh'"))
})
