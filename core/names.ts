import { rectifyConfusion } from 'unicode-confusables'
import { z } from 'zod'

/** Control characters, line and paragraph separators, marks that turn the direction of text, and what cannot be seen. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/u

/**
 * A line of text that people see beside others' names: trimmed, NFC, each run of spaces one space, and nothing in it
 * that hides or turns round what stands there. @param max characters (UTF-16 units)
 */
export const lineOfText = (max: number, min = 1) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .transform((text) => text.replace(/\p{Zs}+/gu, ' '))
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine((text) => !hidden.test(text) && text.isWellFormed(), 'no control or invisible characters'),
    )

/** Letters of other scripts that look like one of ours become it; case is told apart here, as the eye does. */
const withoutLookAlikes = (text: string): string =>
  [...text].map((sign) => (/\p{ASCII}/u.test(sign) ? sign : rectifyConfusion(sign))).join('')

/**
 * What is left of a name when everything is dropped that the eye takes for the same: two names with one skeleton
 * cannot stand beside each other. By Unicode's table of confusables (UTS 39), without case and spaces. Kept in a
 * column that is unique in its tenant; never shown.
 */
export const skeletonOf = (name: string): string =>
  rectifyConfusion(withoutLookAlikes(name.normalize('NFKC')).normalize('NFD').toLowerCase()).replace(
    /\s+/gu,
    '',
  )
