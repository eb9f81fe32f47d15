import type { APIComponentInContainer } from 'discord-api-types/v10'
import { limits } from '../../../config/limits.ts'
import { isBlank } from './escape.ts'
import { componentCount, type Picture, type Piece, textCount, textDisplay } from './piece.ts'

/** What one message holds. */
export interface Page {
  components: APIComponentInContainer[]
  pictures: Picture[]
}

const { message } = limits.discord
/** One goes to the frame around them all. */
const mostComponents = message.components - 1
const mostPictures = 10

type Text = Extract<Piece, { kind: 'text' }>
type Whole = Extract<Piece, { kind: 'components' }>

/** Pages that fill up: a new one begins where the next thing does not fit any more. */
const openPages = () => {
  const pages: Page[] = []
  let page: Page = { components: [], pictures: [] }
  let count = 0
  let length = 0
  let open = ''
  const close = (): void => {
    // Discord refuses a text of nothing.
    if (!isBlank(open)) {
      page.components.push(textDisplay(open))
      count++
      length += open.length
    }
    open = ''
  }
  const turn = (): void => {
    close()
    if (page.components.length > 0) pages.push(page)
    page = { components: [], pictures: [] }
    count = 0
    length = 0
  }
  const addLine = (text: string, gap: string): void => {
    const isOver = length + open.length + gap.length + text.length > message.textCharacters
    if (isOver || (open === '' && count === mostComponents)) turn()
    open += (open === '' ? '' : gap) + text
  }
  const addWhole = ({ components, picture, reserve = 0 }: Whole): void => {
    const own = componentCount(components)
    const ownLength = textCount(components) + reserve
    const isFull = count + own > mostComponents || length + ownLength > message.textCharacters
    if (isFull || (picture && page.pictures.length === mostPictures)) turn()
    page.components.push(...components)
    if (picture) page.pictures.push(picture)
    count += own
    length += ownLength
  }
  return { pages, close, turn, addLine, addWhole }
}

/** Pieces one below the other. A heading and the text that it is over are one. */
const fill = (pieces: readonly Piece[]): Page[] => {
  const { pages, close, turn, addLine, addWhole } = openPages()
  let heading: Text | null = null
  for (const piece of pieces) {
    if (heading === null || piece.kind !== 'text') close()
    if (piece.kind === 'components') addWhole(piece)
    else
      for (const [at, { text, gap }] of piece.lines.entries())
        addLine(text, at === 0 && heading !== null ? '\n' : gap)
    heading = piece.kind === 'text' && piece.isHeading ? piece : null
  }
  turn()
  return pages
}

/** As few messages as it takes. Of several, the last one has everything that can be pressed beside figures. */
export const packPieces = (pieces: readonly Piece[]): Page[] => {
  const pages = fill(pieces)
  if (pages.length < 2) return pages
  const isControl = (piece: Piece): boolean => piece.kind === 'components' && piece.isControl === true
  return fill([...pieces.filter((piece) => !isControl(piece)), ...pieces.filter(isControl)])
}
