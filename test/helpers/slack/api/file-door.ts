import type { IncomingMessage, ServerResponse } from 'node:http'
import { recordViolation, type SlackFile, type World } from '../world-state.ts'
import { readBytes } from './read-body.ts'
import { bearerOf, replyAfter, replyInstead, send, text } from './reply.ts'
import { readToken } from './tokens.ts'

const firstPart = async (bytes: Buffer, type: string): Promise<Uint8Array> => {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  for (const value of form.values())
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer())
  return new Uint8Array()
}

export const upload = async (
  world: World,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const fault = world.faults.take('upload')
  const instead = replyInstead(fault, response)
  const bytes = await readBytes(request)
  if (instead === 'silence') return
  if (instead) {
    send(response, instead)
    return
  }
  const file = world.files.get(id)
  if (!file || file.isUploaded) {
    send(response, text(404, 'not found'))
    return
  }
  const type = request.headers['content-type'] ?? ''
  file.bytes = type.includes('multipart/form-data') ? await firstPart(bytes, type) : bytes
  if (file.bytes.length !== file.length) {
    recordViolation(world, 'upload_length', id, `${file.bytes.length} bytes, ${file.length} were announced`)
    send(response, text(400, 'length mismatch'))
    return
  }
  file.isUploaded = true
  replyAfter(fault, text(200, `OK - ${file.bytes.length}`), response)
}

const canDownload = (world: World, file: SlackFile | undefined, token: string): boolean => {
  try {
    const workspace = readToken(world, token)
    const isShared = file?.channels.some((id) => world.channels.get(id)?.members.has(workspace.botUserId))
    return workspace.scopes.has('files:read') && (file?.teamId === workspace.teamId || isShared === true)
  } catch {
    return false
  }
}

/** Without a good token Slack shows its sign-in page, with a 200: whoever does not look takes it for the file. */
export const download = (
  world: World,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const instead = replyInstead(world.faults.take('download'), response)
  if (instead === 'silence') return
  if (instead) {
    send(response, instead)
    return
  }
  const file = world.files.get(id)
  if (canDownload(world, file, bearerOf(request))) send(response, text(200, file!.bytes, file!.mimetype))
  else send(response, text(200, '<!DOCTYPE html><title>Sign in | Slack</title>', 'text/html; charset=utf-8'))
}
