import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { v7 as uuid } from 'uuid'
import type { Route } from '../../api/route.ts'
import { assistantRoutes } from '../../api/routes/assistants.ts'
import { chatRoutes } from '../../api/routes/chat.ts'
import { chatSendRoutes } from '../../api/routes/chat-send.ts'
import { conversationRoutes } from '../../api/routes/conversations.ts'
import { datasetRoutes } from '../../api/routes/datasets.ts'
import { usageRoutes } from '../../api/routes/usage.ts'
import type { Core } from '../../core/core.ts'
import { originalPath } from '../../core/datasets/originals.ts'
import { findDataset, insertDataset, readTableBytes } from '../../core/datasets/store.ts'
import { withTenant } from '../../db/tenant.ts'
import { startBareCore } from './core.ts'
import { openTestDatabase } from './database.ts'
import { startTestServer, type TestAnswer, type TestRequest, type TestServer } from './server.ts'

export interface Workspace {
  server: TestServer
  core: Core
  /** A tenant of its own with an admin; requests of the admin and of whoever else is named. */
  openTenant(): Promise<TenantDesk>
}

export type Send = (method: string, path: string, request?: TestRequest) => Promise<TestAnswer>

export interface TenantDesk {
  tenantId: string
  clientId: string
  /** As the tenant's admin. */
  send: Send
  /** Another member of the tenant. */
  openMember(): Promise<Send>
  upload(
    fileName: string,
    content: string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<TestAnswer>
  /** A dataset without the upload, where that is not what is tested. @returns its id */
  bring(fileName: string, content: string | Uint8Array): Promise<string>
  /** Makes a dataset and an assistant on it, and gives both ids. */
  makeAssistant(fileName: string, content: string | Uint8Array): Promise<{ id: string; datasetId: string }>
  /** The answer object. */
  ask(assistantId: string, message: string, conversationId?: string): Promise<TestAnswer['body']>
  /** Rows of the tenant in every table of the work. */
  countRows(): Promise<Record<string, number>>
  /** The tenant's kept files, and whatever waits anywhere in the data folder. */
  listFiles(): Promise<{ kept: string[]; waiting: string[] }>
}

export const formOf = (
  fileName: string,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), fileName)
  return form
}

const counted = [
  'Dataset', 'DatasetTable', 'Assistant', 'AssistantCreation', 'Conversation', 'Message', 'Feedback', 'InboxEvent',
  'OutboxMessage',
] as const // biome-ignore format: one list, read at a glance

const list = (...path: string[]): Promise<string[]> => readdir(join(...path)).catch(() => [])

const listUnder = async ({ dataDir }: Core, folder: string): Promise<string[]> =>
  (await list(dataDir, folder)).map((name) => `${folder}/${name}`)

/** A making that a busy machine did not finish within the request's patience goes on behind its 202. */
export const waitForCreation = async (send: Send, id: string): Promise<TestAnswer['body']> => {
  for (;;) {
    const { body } = await send('GET', `/v1/assistants/${id}/creation`)
    if (body.state === 'completed' || body.state === 'failed') return body
    await wait(20)
  }
}

type Stored = Awaited<ReturnType<typeof readStored>>

const readStored = async (core: Core, tenantId: string, id: string) => ({
  record: await findDataset(core, tenantId, id),
  table: await readTableBytes(core, tenantId, id),
})

const read = new Map<string | Uint8Array, Stored>()

const storeAgain = async (
  core: Core,
  tenantId: string,
  { record, table, fileName, content }: Stored & { fileName: string; content: string | Uint8Array },
): Promise<string> => {
  const id = uuid()
  const path = originalPath(core, tenantId, id)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  const { fileBytes: bytes, fileSha256: sha256, createdBy: _, ...fields } = record
  const dataset = { ...fields, id, fileName, bytes, sha256, table, createdBy: null }
  await withTenant(core.db, tenantId, () => insertDataset(core, tenantId, dataset))
  return id
}

const openDesk = async (server: TestServer, core: Core): Promise<TenantDesk> => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const signIn = async (): Promise<Send> => {
    const { token } = await server.makePerson(tenantId, 'admin')
    return (method, path, request = {}) => server.request(method, path, { token, ...request })
  }
  const send = await signIn()
  const upload: TenantDesk['upload'] = (fileName, content, headers = {}) =>
    send('POST', '/v1/datasets', { body: formOf(fileName, content), headers })
  // An import is a process of half a second: the same file again is stored as it was read before.
  const bring = async (fileName: string, content: string | Uint8Array): Promise<string> => {
    const known = read.get(content)
    if (known) return storeAgain(core, tenantId, { ...known, fileName, content })
    const { id } = (await upload(fileName, content)).body as { id: string }
    read.set(content, await withTenant(core.db, tenantId, () => readStored(core, tenantId, id)))
    return id
  }
  return {
    tenantId,
    clientId,
    send,
    openMember: signIn,
    upload,
    bring,
    makeAssistant: async (fileName, content) => {
      const datasetId = await bring(fileName, content)
      const json = { name: 'Étude bio', theme: 'alimentation', dataset_id: datasetId }
      const { status, body, text } = await send('POST', '/v1/assistants', { json })
      if (status !== 201 && status !== 202) throw new Error(`the test's own assistant was not made: ${text}`)
      await waitForCreation(send, body.id)
      return { id: body.id, datasetId }
    },
    ask: async (assistantId, message, conversationId) => {
      const json = { message, ...(conversationId && { conversation_id: conversationId }) }
      const { status, body, text } = await send('POST', `/v1/assistants/${assistantId}/chat`, { json })
      if (status !== 200) throw new Error(`no answer: ${text}`)
      return body
    },
    countRows: () =>
      withTenant(core.db, tenantId, async () => {
        const rows: Record<string, number> = {}
        for (const name of counted)
          rows[name] = await (core.db.models[name] as typeof core.db.models.Dataset).count({
            where: { tenantId },
          })
        return rows
      }),
    listFiles: async () => ({
      kept: await list(core.dataDir, 'files', tenantId),
      waiting: (
        await Promise.all(['work', 'tmp', 'incoming'].map((folder) => listUnder(core, folder)))
      ).flat(),
    }),
  }
}

/** Server, queue and workers on a database of its own: everything that answers a question over HTTP. */
export const openWorkspace = async (
  t: Pick<ExecutionContext, 'teardown'>,
  { routes: more = () => [], ...models }: Pick<Core, 'openChat'> & { routes?: (core: Core) => Route[] } = {},
): Promise<Workspace> => {
  const db = await openTestDatabase(t)
  const core = await startBareCore(t, db, models)
  const routes = () => [
    ...datasetRoutes(core),
    ...assistantRoutes(core),
    ...chatRoutes(core),
    ...chatSendRoutes(core),
    ...conversationRoutes(core),
    ...usageRoutes(core),
    ...more(core),
  ]
  const server = await startTestServer(t, { db, dataDir: core.dataDir, routes })
  return { server, core, openTenant: () => openDesk(server, core) }
}
