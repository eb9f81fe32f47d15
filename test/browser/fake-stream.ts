import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'

/** An answer that the test lets grow, event by event. */
export interface FakeStream {
  send(event: string, data: unknown): void
  end(): void
}

/**
 * Lets the page's next question go to a loopback server of the test's own instead.
 * @returns what waits for the question
 */
export const divertNextQuestion = async (page: Page): Promise<() => Promise<FakeStream>> => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  await page.route('**/chat', (route) => route.continue({ url: `http://127.0.0.1:${port}/chat` }), {
    times: 1,
  })
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>
  return async () => {
    const [, response] = await asked
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    return {
      send: (event, data) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      end: () => {
        response.end()
        server.close()
      },
    }
  }
}
