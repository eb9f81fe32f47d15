import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context, Middleware } from 'koa'
import { locales } from '../../core/answers/answer.ts'

/** Everything comes from this server and nothing is inline: a label of a file can never become a script or a style. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

type Encoding = 'br' | 'gzip' | 'identity'
interface PageFile {
  type: string
  etag: string
  bodies: Map<Encoding, Promise<Buffer>>
}

const compress: Record<Exclude<Encoding, 'identity'>, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => promisify(gzip)(body),
}

/** Addresses and their files: the list is closed when the server starts, so no address can lead out of the folder. */
const listFiles = (): Map<string, URL> => {
  const folder = new URL('./page/', import.meta.url)
  const files = new Map<string, URL>()
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = name.replaceAll('\\', '/')
    if (/\.(?:html|css|js|svg)$/.test(path)) files.set(`/page/${path}`, new URL(path, folder))
  }
  for (const locale of locales) {
    const words = new URL(`../../core/locales/${locale}/preview.json`, import.meta.url)
    if (existsSync(words)) files.set(`/page/preview-${locale}.json`, words)
  }
  for (const path of ['/', '/setup', '/reset']) files.set(path, new URL('index.html', folder))
  return files
}

const openFile = async (url: URL): Promise<PageFile> => {
  const body = await readFile(url)
  return {
    type: types[url.pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    bodies: new Map([['identity', Promise.resolve(body)]]),
  }
}

const bodyOf = async (file: PageFile, encoding: Encoding): Promise<Buffer> => {
  const identity = await (file.bodies.get('identity') as Promise<Buffer>)
  if (encoding === 'identity') return identity
  const known = file.bodies.get(encoding) ?? compress[encoding](identity)
  file.bodies.set(encoding, known)
  return known
}

const answer = async (ctx: Context, file: PageFile): Promise<void> => {
  const accepted = ctx.get('accept-encoding') === '' ? false : ctx.acceptsEncodings('br', 'gzip', 'identity')
  const encoding = (accepted || 'identity') as Encoding
  ctx.status = 200
  ctx.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    // Asked for anew each time and answered with 304: an upgrade never mixes old and new modules.
    'Cache-Control': 'no-cache',
    ETag: `"${file.etag}-${encoding}"`,
  })
  ctx.vary('Accept-Encoding')
  ctx.type = file.type
  if (encoding !== 'identity') ctx.set('Content-Encoding', encoding)
  if (ctx.fresh) ctx.status = 304
  else ctx.body = await bodyOf(file, encoding)
}

/**
 * The chat page: `GET /`, `/setup`, `/reset` and `/page/*`. Files are read when first asked for and kept.
 * @param onPage called before the page itself (not its parts) is answered, to start a session
 */
export const servePages = (onPage?: (ctx: Context) => Promise<void>): Middleware => {
  const urls = listFiles()
  const files = new Map<string, Promise<PageFile>>()
  return async (ctx, next) => {
    const url = urls.get(ctx.path)
    if (!url || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    if (!ctx.path.startsWith('/page/')) await onPage?.(ctx)
    const file = files.get(ctx.path) ?? openFile(url)
    files.set(ctx.path, file)
    await answer(ctx, await file)
  }
}
