import { limits } from '../../../config/limits.ts'
import { type Completion, type FailureKind, ProviderFailure, type TokenUsage } from '../provider.ts'

/** What has come of one answer. */
export interface Receipt {
  text: string
  /** Of text and reasoning: both are billed. */
  characters: number
  /** Who the provider says answers. */
  model: string
  /** A choice or a content block was seen: what came is an answer at all. */
  isAnswer: boolean
  /** The model said, in words of its own kind, that it will not answer. */
  isRefusal: boolean
  /** An event of any kind was seen. */
  hasEvents: boolean
  finish: 'stop' | 'length' | FailureKind | null
  usage: TokenUsage | null
  /** The provider's own counts, where they come in parts. */
  said: Record<string, unknown>
  /** Finish reason and usage are there: whatever follows is of no interest. */
  isOver: boolean
}

export const openReceipt = (model: string): Receipt => ({
  text: '',
  characters: 0,
  model,
  isAnswer: false,
  isRefusal: false,
  hasEvents: false,
  finish: null,
  usage: null,
  said: {},
  isOver: false,
})

/** Counts a piece. @throws ProviderFailure `malformed` when the answer has no end */
export const countPiece = (receipt: Receipt, piece: string): void => {
  receipt.characters += piece.length
  if (receipt.characters > limits.provider.maxCharacters) throw new ProviderFailure({ kind: 'malformed' })
}

/** @throws ProviderFailure `malformed`: without an end, or with a NUL, which PostgreSQL does not store */
export const takeText = (receipt: Receipt, piece: string): void => {
  countPiece(receipt, piece)
  if (piece.includes('\u0000')) throw new ProviderFailure({ kind: 'malformed' })
  receipt.text += piece
}

const modelName = /^[\w./:@ +-]{1,200}$/

/** The provider's own name for what answered, unless it is no name. */
export const takeModel = (receipt: Receipt, model: unknown): void => {
  if (typeof model === 'string' && modelName.test(model)) receipt.model = model
}

/** @throws ProviderFailure: an answer without its end is none, and neither is one without a word */
export const concludeAnswer = ({ text, characters, finish, usage, model, ...came }: Receipt): Completion => {
  const refuse = (kind: FailureKind): never => {
    throw new ProviderFailure({ kind })
  }
  if (finish === null) return refuse(came.hasEvents && !came.isAnswer ? 'malformed' : 'truncated')
  if (finish !== 'stop' && finish !== 'length') return refuse(finish)
  if (text.trim() === '') return refuse('empty')
  return { text: text.toWellFormed(), characters, finish, usage, model }
}
