import { limits } from '../../../config/limits.ts'
import {
  blockWeight,
  type Picture,
  type Piece,
  richBlock,
  type SlackBlock,
  tableCharacters,
} from './block.ts'
import { type Atom, weightOf } from './text/atoms.ts'

/** The blocks of one message or view. */
export interface Page {
  blocks: SlackBlock[]
  pictures: Picture[]
}

interface Room {
  blocks: number
  characters: number
}

/** What a block of text takes beside its atoms, and an atom beside its element. */
const blockWrapping = 40
const atomWrapping = 32

const countOf = (blocks: readonly SlackBlock[], type: string): number =>
  blocks.filter((block) => block.type === type).length

/** Whether a message takes these blocks on top of what it has. */
const takes = (
  page: Page,
  weight: number,
  { blocks, room }: { blocks: readonly SlackBlock[]; room: Room },
): boolean => {
  const all = [...page.blocks, ...blocks]
  const { tables, charts } = limits.slack.message
  return (
    all.length <= room.blocks &&
    weight <= room.characters &&
    countOf(all, 'table') <= tables &&
    countOf(all, 'data_visualization') <= charts &&
    all.reduce((sum, block) => sum + tableCharacters(block), 0) <= limits.slack.table.characters
  )
}

/**
 * Sets pieces one below the other and begins a new page where the next one does not fit any more. Text is cut between
 * its atoms, anything else stays together.
 */
export const packPieces = (pieces: readonly Piece[], room: Room): Page[] => {
  const pages: Page[] = []
  let page: Page = { blocks: [], pictures: [] }
  let weight = 0
  const turn = (): void => {
    if (page.blocks.length > 0) pages.push(page)
    page = { blocks: [], pictures: [] }
    weight = 0
  }
  const addText = (atoms: readonly Atom[]): void => {
    let open: Atom[] = []
    const close = (): void => {
      if (open.length > 0) page.blocks.push(richBlock(open))
      open = []
    }
    for (const atom of atoms) {
      const wrapping = open.length === 0 ? blockWrapping : 0
      const own = weightOf(atom.element) + atomWrapping + wrapping
      const isOver = weight + own > room.characters || page.blocks.length + 1 > room.blocks
      if (isOver) {
        close()
        turn()
      }
      weight += own + (isOver && wrapping === 0 ? blockWrapping : 0)
      open.push(atom)
    }
    close()
  }
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      addText(piece.atoms)
      continue
    }
    const { blocks, picture } = piece
    const own = blocks.reduce((sum, block) => sum + blockWeight(block), 0)
    if (!takes(page, weight + own, { blocks, room })) turn()
    if (picture) page.pictures.push({ ...picture, at: picture.at + page.blocks.length })
    page.blocks.push(...blocks)
    weight += own
  }
  turn()
  return pages
}
