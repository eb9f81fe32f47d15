import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import openapiTypescript, { astToString } from 'openapi-typescript'

interface Operation {
  parameters?: { name: string; in: string }[]
}

const head = '// Made by `npm run client:generate` of the document at /openapi.json: not to be edited.\n'

/** `POST /v1/tenants` of every operation that takes an Idempotency-Key. */
const repeatableOf = (document: { paths: Record<string, Record<string, Operation>> }): string[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { parameters }]) => parameters?.some(({ name }) => name === 'Idempotency-Key'))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  )

/** The client's schema and its list of operations that may be repeated. @param described the text of the OpenAPI document */
export const generateClient = async (described: string): Promise<{ schema: string; operations: string }> => {
  const document = JSON.parse(described)
  const nodes = await openapiTypescript(JSON.parse(described), { alphabetize: true })
  const list = repeatableOf(document)
    .sort()
    .map((name) => `  '${name}',\n`)
    .join('')
  return {
    schema: `${head}${astToString(nodes)}`,
    operations: `${head}\n/** Operations that answer a repetition with the same Idempotency-Key as they did the first time. */\nexport const repeatable: ReadonlySet<string> = new Set([\n${list}])\n`,
  }
}

if (import.meta.main) {
  const { schema, operations } = await generateClient(await text(process.stdin))
  writeFileSync(join(import.meta.dirname, 'schema.d.ts'), schema)
  writeFileSync(join(import.meta.dirname, 'operations.ts'), operations)
}
