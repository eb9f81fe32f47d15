import { readFile } from 'node:fs/promises'
import type { Context, Middleware } from 'koa'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sextant API</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
})
`

const own: Record<string, { type: string; text: string }> = {
  '/docs': { type: 'text/html; charset=utf-8', text: page },
  '/docs/': { type: 'text/html; charset=utf-8', text: page },
  '/docs/start.js': { type: 'text/javascript; charset=utf-8', text: start },
}

const packaged: Record<string, string> = {
  '/docs/swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  '/docs/swagger-ui.css': 'text/css; charset=utf-8',
  '/docs/favicon-32x32.png': 'image/png',
}

const readPackaged = (path: string): Promise<Buffer> =>
  readFile(new URL(`.${path.slice('/docs'.length)}`, import.meta.resolve('swagger-ui-dist/package.json')))

const send = (ctx: Context, type: string, body: string | Buffer): void => {
  ctx.set('Content-Security-Policy', policy)
  ctx.set('Cache-Control', 'public, max-age=3600')
  ctx.body = body
  ctx.type = type
}

/** The reference page at /docs: Swagger UI from the package, nothing from elsewhere and no inline script. */
export const docsPage = (): Middleware => async (ctx, next) => {
  const type = packaged[ctx.path]
  const ours = own[ctx.path]
  if ((!type && !ours) || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
  if (ours) send(ctx, ours.type, ours.text)
  else if (type) send(ctx, type, await readPackaged(ctx.path))
}
