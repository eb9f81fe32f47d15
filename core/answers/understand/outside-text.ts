/** Texts that are no questions at all: markup, code, SQL, orders to a model. They are never read as labels. */
const patterns = [
  /\bselect\b.{0,200}\bfrom\b/is,
  /\b(?:drop|alter|truncate|create)\s+(?:table|database|index|user)\b/i,
  /\b(?:insert\s+into|delete\s+from|union\s+(?:all\s+)?select|update\s+\w{1,60}\s+set)\b/i,
  /<\s{0,5}(?:script|img|iframe|svg|object|style)\b/i,
  /\b(?:function|console\.log|import\s+os|eval|def|lambda)\s{0,3}\(|=>\s{0,3}\{|\{\{|\$\{/i,
  /\b(?:ignore|disregard|forget)\b.{0,60}\b(?:instructions?|rules|prompts?|above|previous)\b/is,
  /\b(?:ignore[rzs]?|oublie[rzs]?)\b.{0,60}\b(?:instructions?|consignes?|r[eè]gles)\b/is,
  /\b(?:system|developer)\s+(?:prompt|message)\b|\bprompt\s+syst[eè]me\b|\byou are now\b|\btu es (?:maintenant|désormais)\b/i,
]

export const isOutsideText = (text: string): boolean => patterns.some((pattern) => pattern.test(text))

/** Without tags; what is left of mere markup has no words. */
export const withoutMarkup = (text: string): string => text.replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')

export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)
