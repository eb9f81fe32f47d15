import type { Locale, Stage } from '../../core/answers/answer.ts'
import { stagesCard } from '../../core/messaging/answer-card.ts'
import { type CardStep, plainTextOf } from '../../core/messaging/card.ts'
import type { Progress } from '../../core/messaging/waiters.ts'
import { escapeStream } from './blocks/escape.ts'
import { cutText } from './blocks/text/split-text.ts'
import { taskId } from './look-up.ts'

interface TaskChunk {
  type: 'task_update'
  id: string
  title: string
  status: 'in_progress' | 'complete'
}

/** Of `chat.startStream` and its kin. */
export type Chunk = { type: 'markdown_text'; text: string } | TaskChunk

/** What is to be shown next; `taken` is called once Slack has it. */
export interface Portion {
  chunks: Chunk[]
  characters: number
  taken(): void
}

/** So small that it stays below Slack's 12,000 when every character is escaped. */
const maxPiece = 2_400

const titleOf = (locale: Locale, stage: Stage): string => {
  const [part] = stagesCard(locale, [{ stage, state: 'running', detail: null }]).parts
  return part?.kind === 'steps' ? part.steps[0]!.title : ''
}

/** What an answer has said until now, and what of it Slack was given. */
export interface Content {
  /** From here on it goes into the answer's nth message: each tells of a stage at least, by which it can be found. */
  goTo(position: number): void
  note(progress: Progress): void
  /** Characters said. */
  readonly total: number
  /** Characters that Slack has not been given. */
  readonly waiting: number
  /** Something can be shown that was not yet: text, or how far a stage is. */
  readonly hasNews: boolean
  /** The text began anew after some of it was shown. */
  readonly isVoid: boolean
  /** The next piece, the same until it is taken. */
  next(): Portion
  /** Everything, for a message that is edited: the text, or the stages until there is any. */
  whole(): { text: string; taken(): void }
  /**
   * What is missing for the text to be `text`, escaped; null when what was given is not its beginning. Asked for at the
   * end, when nothing more is put in.
   */
  rest(text: string): string | null
  /** Ends the stages that still run. */
  lastTasks(): Chunk[]
}

/** Escaped, and ready to be sent as often as it takes. */
interface Prepared {
  text: string
  /** How far into what was said it reaches. */
  end: number
}

export const openContent = (inboxId: string, locale: Locale): Content => {
  const stages = new Map<Stage, CardStep['state']>()
  const untold = new Set<Stage>()
  let said = ''
  let given = 0
  let escapeNext = escapeStream()
  let prepared: Prepared | null = null
  /** Something of this text was given away, though it may not have arrived. */
  let isOut = false
  let isVoid = false
  let beginnings = 0
  let message = 0
  /** What was found missing: the same when it is asked for again. */
  let told: { text: string; rest: string } | null = null

  const taskOf = (stage: Stage): TaskChunk => ({
    type: 'task_update',
    id: taskId({ inboxId, part: message }, stage),
    title: titleOf(locale, stage),
    status: stages.get(stage) === 'running' ? 'in_progress' : 'complete',
  })

  const prepare = (): Prepared | null => {
    if (prepared || given === said.length) return prepared
    const [piece = ''] = cutText(said.slice(given), maxPiece)
    prepared = { text: escapeNext(piece), end: given + piece.length }
    isOut = true
    return prepared
  }

  const beginAnew = (text: string): void => {
    isVoid ||= isOut
    beginnings++
    said = text
    given = 0
    prepared = null
    isOut = false
    escapeNext = escapeStream()
  }

  /** A stage that went on meanwhile has more to tell. */
  const takeStages = (): (() => void) => {
    const told = [...untold].map((stage) => [stage, stages.get(stage)] as const)
    return () => {
      for (const [stage, state] of told) if (stages.get(stage) === state) untold.delete(stage)
    }
  }

  /** Unless the text began anew meanwhile. */
  const ifStill = (act: () => void): (() => void) => {
    const beginning = beginnings
    return () => {
      if (beginning === beginnings) act()
    }
  }

  return {
    goTo: (position) => {
      message = position
      const running = [...stages].filter(([, state]) => state === 'running')
      const shown = running.length > 0 ? running : [...stages].slice(-1)
      for (const [stage] of shown) untold.add(stage)
    },
    note: (progress) => {
      if (progress.kind === 'stage') {
        stages.set(progress.stage, progress.state === 'started' ? 'running' : 'done')
        untold.add(progress.stage)
      } else if (progress.kind === 'delta' && progress.reset) beginAnew(progress.text)
      else if (progress.kind === 'delta') said += progress.text
    },
    get total() {
      return said.length
    },
    get waiting() {
      return said.length - given
    },
    get hasNews() {
      return isVoid || given < said.length || untold.size > 0
    },
    get isVoid() {
      return isVoid
    },
    next: () => {
      const piece = prepare()
      const told = [...untold]
      const takeTold = takeStages()
      const text = piece?.text ?? ''
      const takeText = ifStill(() => {
        if (piece) given = piece.end
        prepared = null
      })
      return {
        chunks: [...told.map(taskOf), ...(text ? [{ type: 'markdown_text' as const, text }] : [])],
        characters: text.length,
        taken: () => {
          takeTold()
          takeText()
        },
      }
    },
    whole: () => {
      const steps = [...stages].map(([stage, state]) => ({ stage, state, detail: null }))
      const end = said.length
      const takeTold = takeStages()
      isOut ||= end > 0
      const takeText = ifStill(() => {
        given = end
        prepared = null
        isVoid = false
      })
      return {
        text: said || plainTextOf(stagesCard(locale, steps)),
        taken: () => {
          takeTold()
          takeText()
        },
      }
    },
    rest: (text) => {
      if (told?.text === text) return told.rest
      const start = prepared?.end ?? given
      if (!text.startsWith(said.slice(0, start))) return null
      told = { text, rest: (prepared?.text ?? '') + escapeNext(text.slice(start)) }
      return told.rest
    },
    lastTasks: () =>
      [...stages].flatMap(([stage, state]) =>
        state === 'running' || untold.has(stage) ? [{ ...taskOf(stage), status: 'complete' as const }] : [],
      ),
  }
}
