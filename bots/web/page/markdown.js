import { h } from './dom.js'

/**
 * The little Markdown that answers use (paragraphs, lists, **bold**, *italic*, `code`, small headings) as DOM
 * nodes. No links, no images, no HTML: what is not of the list stays text.
 */

const inline =
  /\\([\\`*_#-])|`([^`\n]+)`|\*\*(?=\S)([^\n]+?\S?)\*\*|\*(?=\S)([^*\n]*[^\s*])\*(?!\*)|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu

/**
 * @param {string} text
 * @param {number} [depth] bold in italic in bold: two levels are plenty
 * @returns {(Node | string)[]}
 */
const inlineNodes = (text, depth = 0) => {
  if (depth > 2) return [text]
  const nodes = []
  let at = 0
  for (const match of text.matchAll(inline)) {
    const [whole, escaped, code, bold, star, underscore] = match
    if (match.index > at) nodes.push(text.slice(at, match.index))
    if (escaped !== undefined) nodes.push(escaped)
    else if (code !== undefined) nodes.push(h('code', null, code))
    else if (bold !== undefined) nodes.push(h('strong', null, ...inlineNodes(bold, depth + 1)))
    else nodes.push(h('em', null, ...inlineNodes(star ?? underscore ?? '', depth + 1)))
    at = match.index + whole.length
  }
  if (at < text.length) nodes.push(text.slice(at))
  return nodes
}

/** @param {string[]} lines */
const paragraph = (lines) =>
  h(
    'p',
    null,
    lines.flatMap((line, position) => [position > 0 && h('br'), ...inlineNodes(line)]),
  )

/** @param {string} line */
const listItem = (line) => {
  const match = /^\s*(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/u.exec(line)
  return match
    ? { ordered: match[2] !== undefined, start: Number(match[2] ?? 1), text: match[3] ?? '' }
    : null
}

/**
 * @param {string} source
 * @returns {DocumentFragment}
 */
export const renderMarkdown = (source) => {
  const fragment = document.createDocumentFragment()
  /** @type {string[]} */
  let lines = []
  let list = /** @type {HTMLElement | null} */ (null)
  const flush = () => {
    if (lines.length > 0) fragment.append(paragraph(lines))
    lines = []
  }
  for (const line of source.replace(/\r\n?/g, '\n').split('\n')) {
    const item = listItem(line)
    if (item) {
      flush()
      const tag = item.ordered ? 'ol' : 'ul'
      if (list?.localName !== tag) {
        list = h(tag, item.ordered && item.start > 1 ? { start: item.start } : null)
        fragment.append(list)
      }
      list.append(h('li', null, ...inlineNodes(item.text)))
      continue
    }
    list = null
    const heading = /^#{1,6}\s+(.+)$/.exec(line)
    if (heading || line.trim() === '') flush()
    if (heading) fragment.append(h('p', { class: 'md-heading' }, ...inlineNodes(heading[1] ?? '')))
    else if (line.trim() !== '') lines.push(line)
  }
  flush()
  return fragment
}
