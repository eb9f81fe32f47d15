/** Without case and accents: what a search compares. */
export const foldName = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
