const titleCharacters = 80

/** First words of the first question, cut at a word. */
export const titleOf = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= titleCharacters) return line
  const cut = line.slice(0, titleCharacters)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), titleCharacters / 2))}…`.toWellFormed()
}
