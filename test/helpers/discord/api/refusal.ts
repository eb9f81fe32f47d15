import type { Loose } from '../world-state.ts'

/** Discord says no: `{code, message}` with an HTTP status and whatever else belongs to it. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly extra: Loose

  constructor(status: number, code: number, message: string, extra: Loose = {}) {
    super(message)
    this.status = status
    this.code = code
    this.extra = extra
  }
}

/** One fault of a body, as Discord names them: at which place, of which kind. */
export interface BodyFault {
  at: string
  code: string
  message: string
}

/** 50035 with the tree of faults that Discord gives. */
export const invalidBody = (faults: BodyFault[]): Refusal => {
  const errors: Loose = {}
  for (const { at, code, message } of faults) {
    let node = errors
    for (const key of at.split('/').filter(Boolean)) node = node[key] ??= {}
    node._errors = [...(node._errors ?? []), { code, message }]
  }
  return new Refusal(400, 50035, 'Invalid Form Body', { errors })
}

export const unknown = {
  channel: () => new Refusal(404, 10003, 'Unknown Channel'),
  guild: () => new Refusal(404, 10004, 'Unknown Guild'),
  message: () => new Refusal(404, 10008, 'Unknown Message'),
  user: () => new Refusal(404, 10013, 'Unknown User'),
  webhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  interaction: () => new Refusal(404, 10062, 'Unknown interaction'),
  command: () => new Refusal(404, 10063, 'Unknown application command'),
}
