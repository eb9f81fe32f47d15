/** A consistent list of 400 row labels over segments, as bytes; `padding` makes its lines longer. */
export const bigList = (rows: number, padding = ''): Buffer => {
  const lines = ['Interview,Segment,Indice,% Vert,% Horz']
  for (let at = 0; at < rows; at++) {
    const [row, segment] = [at % 400, Math.floor(at / 400)]
    const index = 50 + ((at * 7919) % 100)
    const base = 1 + (row % 40)
    const share = 2 + (segment % 30)
    const label = `Profession : catégorie ${row}${padding},Loisir ${segment}${padding}`
    lines.push(`${label},${index},${((index * base) / 100).toFixed(1)},${((index * share) / 100).toFixed(1)}`)
  }
  return Buffer.from(lines.join('\n'))
}
