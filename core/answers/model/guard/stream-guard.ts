import { checkSentence } from './check-sentence.ts'
import type { Fault, Ground } from './ground.ts'
import { type Focus, noFocus } from './pairing.ts'
import { openSplitter, type Piece, type Splitter } from './split-sentences.ts'

export type Verdict = { ok: true; text: string } | { ok: false; faults: (Fault & { sentence: string })[] }

export interface StreamGuard {
  /** A piece of the model's text, of any size. */
  feed(piece: string): void
  /** The model has ended. @returns the text as far as people may see it, or everything that is wrong with it */
  end(): Verdict
  /** What came so far is void. */
  restart(): void
}

const maxText = 8_000
/** As many as a repair is told. */
const maxFaults = 6

/** A line of a list may end as it likes; a sentence without an end was cut off. */
const isWhole = ({ lead, text }: Piece): boolean => lead.endsWith('- ') || /[.!?…:][»”")*]*$/u.test(text)

/**
 * Lets a model's text through sentence by sentence, each as soon as it is whole and true. After the first one that is
 * not, nothing passes any more: the rest is only read for what else a repair must be told.
 */
export const openStreamGuard = (
  ground: Ground,
  watcher: { onText(piece: string): void; onRestart(): void },
): StreamGuard => {
  let splitter: Splitter = openSplitter()
  let focus: Focus = noFocus
  let text = ''
  let length = 0
  let figures = 0
  let faults: (Fault & { sentence: string })[] = []

  const refuse = (sentence: string, found: Fault[]): void => {
    faults.push(...found.map((fault) => ({ ...fault, sentence: sentence.slice(0, 300) })))
  }

  const take = (piece: Piece): void => {
    if (faults.length >= maxFaults) return
    const checked = checkSentence(ground, piece.text, focus)
    if (!checked.ok) {
      refuse(piece.text, checked.faults)
      return
    }
    focus = checked.focus
    figures += checked.figures
    if (faults.length > 0) return
    const passed = `${piece.lead}${checked.text}`
    text += passed
    watcher.onText(passed)
  }

  return {
    feed: (piece) => {
      length += piece.length
      if (length > maxText) return
      for (const whole of splitter.feed(piece)) take(whole)
    },
    end: () => {
      if (length > maxText) refuse('', [{ code: 'too_long' }])
      for (const rest of splitter.end()) {
        if (isWhole(rest)) take(rest)
        else refuse(rest.text, [{ code: 'half_sentence' }])
      }
      if (faults.length === 0 && figures === 0) refuse('', [{ code: text ? 'no_figure' : 'empty' }])
      return faults.length === 0 ? { ok: true, text } : { ok: false, faults }
    },
    restart: () => {
      if (text) watcher.onRestart()
      splitter = openSplitter()
      focus = noFocus
      text = ''
      length = 0
      figures = 0
      faults = []
    },
  }
}
