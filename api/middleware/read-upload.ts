import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Context } from 'koa'
import { v7 as uuidv7 } from 'uuid'
import { type SavedUpload, saveUpload } from '../../core/datasets/save-upload.ts'
import { AppError, isAppError } from '../../core/errors.ts'
import { isStorable } from '../json.ts'

/** A file that came in a form. It lies in a folder of its own and is gone when the handler is done: move it to keep it. */
export interface Upload extends SavedUpload {
  /** What its owner calls it: a label to show, never a path. */
  fileName: string
}

export interface Form {
  fields: Record<string, string>
  file: Upload | null
}

export interface UploadRule {
  /** Name of the form's file field. */
  field: string
  maxBytes: number
}

const graceBytes = 1024 * 1024
const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024)

const tooLarge = (maxBytes: number) =>
  new AppError('file_too_large', `the file is larger than ${megabytes(maxBytes)} MB`, {
    details: { maxBytes, maxMb: megabytes(maxBytes), limit: megabytes(maxBytes) },
  })

const badForm = (reason: string, pointer = '') =>
  new AppError('invalid_request', 'the form has faults, see errors', {
    details: { errors: [{ in: 'body', pointer, reason }], count: 1 },
  })

/** Neither folders nor control or direction marks: the label is shown to people. */
const labelOf = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 200)
    // The cut may have left half a character, which no database keeps.
    .replace(/[\ud800-\udbff]$/, '')
    .trim() || 'file'

/** Stops reading a request that only goes on being too large; what it sent within the grace is dropped unread. */
const stopBeyond = (maxBytes: number) => {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > maxBytes + graceBytes ? tooLarge(maxBytes) : null, chunk)
    },
  })
}

/**
 * Reads on and forgets what is left of a refused form. Unread, it would break the connection before the client has seen
 * why, or stand in the way of the connection's next request.
 */
const forgetRest = ({ req }: Context, maxBytes: number): void => {
  let bytes = 0
  req.unpipe()
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes + graceBytes) req.destroy()
  })
  req.resume()
}

const openParser = (ctx: Context, rule: UploadRule): BusboyInstance => {
  try {
    return new Busboy({
      headers: { ...ctx.req.headers, 'content-type': ctx.get('content-type') },
      limits: {
        fileSize: rule.maxBytes,
        files: 1,
        fields: 50,
        fieldSize: 64 * 1024,
        headerPairs: 50,
        parts: 60,
      },
    })
  } catch {
    throw badForm('the form names no boundary')
  }
}

const receive = async (ctx: Context, rule: UploadRule, folder: string): Promise<Form> => {
  const form: Form = { fields: Object.create(null) as Record<string, string>, file: null }
  let fault: AppError | null = null
  let kept: Promise<void> = Promise.resolve()
  const guard = stopBeyond(rule.maxBytes)
  const parser = openParser(ctx, rule)
  parser.on('field', (name, value, isNameCut, isCut) => {
    if (isNameCut || isCut) fault ??= badForm('the field is too long', `/${name}`)
    else if (!isStorable(value) || !isStorable(name)) fault ??= badForm('the field has a NUL', `/${name}`)
    else if (name in form.fields) fault ??= badForm('the field is there twice', `/${name}`)
    else form.fields[name] = value
  })
  parser.on('file', (name, stream, fileName) => {
    if (name !== rule.field) {
      fault ??= badForm(`the file's field is called ${rule.field}`, `/${name}`)
      stream.resume()
      return
    }
    kept = saveUpload(stream, { workDir: folder, maxBytes: rule.maxBytes }).then((saved) => {
      // The parser cuts at the limit and goes on reading, so that the answer still reaches its sender.
      if (stream.truncated) fault ??= tooLarge(rule.maxBytes)
      form.file = { ...saved, fileName: labelOf(fileName ?? '') }
    })
    // A file that cannot be written (full disk) would leave the parser waiting for its reader for ever.
    kept.catch((error: Error) => guard.destroy(error))
  })
  parser.on('filesLimit', () => {
    fault ??= badForm('only one file at a time', `/${rule.field}`)
  })
  parser.on('fieldsLimit', () => {
    fault ??= badForm('too many fields')
  })
  try {
    // Not part of the pipeline, which would destroy the request and with it the way to answer.
    ctx.req.once('close', () => ctx.req.complete || guard.destroy(new Error('the client went away')))
    ctx.req.pipe(guard)
    await pipeline(guard, parser)
    await kept
  } catch (error) {
    // What is too large goes on being so; its connection ends with the answer.
    if (!isAppError(error, 'file_too_large')) forgetRest(ctx, rule.maxBytes)
    if (error instanceof AppError) throw error
    if ((error as NodeJS.ErrnoException).syscall) throw error
    throw badForm('the form is broken off or malformed')
  }
  if (fault) throw fault
  return form
}

/** A folder for what is received; it and all in it are gone afterwards. */
const inFolder = async <T>(dataDir: string, work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = join(dataDir, 'tmp', uuidv7())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const receiveRaw = async (ctx: Context, { field, maxBytes }: UploadRule, folder: string): Promise<Form> => {
  try {
    const stream = ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    const saved = await saveUpload(stream, { workDir: folder, maxBytes })
    return { fields: {}, file: { ...saved, fileName: field } }
  } catch (error) {
    if (!isAppError(error, 'file_too_large')) throw error
    forgetRest(ctx, maxBytes)
    throw tooLarge(maxBytes)
  }
}

/**
 * Reads a body that is the file itself, straight to disk, and hands it to `work`; the file is removed afterwards.
 * @throws AppError `file_too_large`, `unsupported_media_type` for a compressed one, `disk_full`
 */
export const withRawUpload = async <T>(
  ctx: Context,
  { rule, dataDir }: { dataDir: string; rule: UploadRule },
  work: (form: Form) => Promise<T>,
): Promise<T> => {
  if (ctx.get('content-encoding') !== '')
    throw new AppError('unsupported_media_type', 'the body must not be compressed', {
      details: { wanted: ctx.get('content-type') },
    })
  if (Number(ctx.get('content-length') || 0) > rule.maxBytes + 2 * graceBytes) throw tooLarge(rule.maxBytes)
  return inFolder(dataDir, async (folder) => work(await receiveRaw(ctx, rule, folder)))
}

/**
 * Reads a multipart form, its file straight to disk, and hands it to `work`; the file is removed afterwards.
 * @param dataDir the deployment's data folder; uploads wait in `tmp` below it
 * @throws AppError `file_too_large`, `body_too_large`, `invalid_request`, `disk_full`
 */
export const withUpload = async <T>(
  ctx: Context,
  options: { dataDir: string; rule: UploadRule },
  work: (form: Form) => Promise<T>,
): Promise<T> => {
  const { rule, dataDir } = options
  const declared = Number(ctx.get('content-length') || 0)
  if (declared > rule.maxBytes + 2 * graceBytes) throw tooLarge(rule.maxBytes)
  return inFolder(dataDir, async (folder) => work(await receive(ctx, rule, folder)))
}
