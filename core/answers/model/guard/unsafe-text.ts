/**
 * What has no place in an answer's words: markup that a page or a chat platform would act upon, addresses, mentions of
 * people, and texts that look like a key. None of it is ever needed, so nothing is cleaned: the sentence is refused.
 */
const patterns: readonly [string, RegExp][] = [
  ['markup', /[<>`[\]{}|\\_~^#]|&(?:#|\p{L}+;)/u],
  ['address', /:\/\/|(?<!\p{L})(?:(?:https?|mailto|javascript)\s?:|www\.|data:\p{L})|\p{L}\.\p{L}{2,}/iu],
  ['mention', /@/u],
  [
    'key',
    /(?<!\p{L})(?:sk|pk|rk|xox[a-z]|gh[a-z])[-_][\w-]{6,}|(?<!\p{L})(?:AKIA|ASIA|AIza|ya29)[\w.-]{6,}|\bbearer\s+\w|PRIVATE KEY|[A-Z]{14,}|(?<![\p{L}\p{N}])(?=\w*[a-z])(?=\w*[A-Z]\w*[A-Z])\w{16,}|[\p{L}\p{N}]{30,}/u,
  ],
] // biome-ignore format: one list, read at a glance

/** @returns codes of what is wrong */
export const findUnsafe = (text: string): string[] =>
  patterns.filter(([, pattern]) => pattern.test(text)).map(([code]) => code)
