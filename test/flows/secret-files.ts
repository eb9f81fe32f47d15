import { readFileSync } from 'node:fs'
import type { Core } from '../../core/core.ts'
import { resultPath } from '../../core/tasks/results.ts'
import type { TestServer } from '../helpers/server.ts'
import { endedTask } from '../helpers/task-core.ts'
import { unzip } from '../helpers/unzip.ts'

const textsOf = async (file: Buffer): Promise<string> =>
  [...(await unzip(file))].map(([name, text]) => `${name}\n${text}`).join('\n')

/** Every list that the document gives as files; `{client_id}` and `{id}` stand for the values given. */
const listsOf = ({ document }: TestServer, values: Record<string, string>): string[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const parameters =
      (item as { get?: { parameters?: { name: string; in: string }[] } }).get?.parameters ?? []
    const isSheet = parameters.some((one) => one.name === 'format' && one.in === 'query')
    const filled = path.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
    return isSheet && !filled.includes('{') ? [filled] : []
  })

/** All lists as CSV and as workbooks, as text. @returns how many of each were given, and what stands in them */
export const readSheets = async (
  server: TestServer,
  { headers, values }: { headers: Record<string, string>; values: Record<string, string> },
): Promise<{ given: string[]; texts: string[] }> => {
  const [given, texts]: [string[], string[]] = [[], []]
  for (const path of listsOf(server, values))
    for (const format of ['csv', 'xlsx']) {
      const answer = await fetch(`${server.url}${path}?format=${format}`, { headers })
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (answer.ok) given.push(`${format} ${path}`)
      texts.push(answer.ok && format === 'xlsx' ? await textsOf(bytes) : bytes.toString())
    }
  return { given, texts }
}

/** What long work collected, when it is done. */
export const readResult = async (core: Core, id: string): Promise<string> => {
  const { state } = await endedTask(core, id)
  if (state !== 'done') throw new Error(`the test's own task ended as ${state}`)
  return textsOf(readFileSync(resultPath(core, id)))
}
