import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { refuseUnsafeUrl } from '../llm/guarded-fetch.ts'

/** The corner of a page that the widget stands in. */
export const positions = ['bottom_right', 'bottom_left', 'top_right', 'top_left'] as const

// Any colour will do: whoever paints with it gives it an edge, or words in black or white, that can be seen.
const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'must be a colour such as #F0C527')

/** Looked at only: it is never fetched by this server, but by whoever is shown it. */
const isPublicAddress = (text: string): boolean => {
  try {
    return Boolean(refuseUnsafeUrl(text))
  } catch {
    return false
  }
}

const logoUrl = z
  .string()
  .max(limits.assistant.maxLogoUrlCharacters)
  // Spaces and signs of markup are for `%20` and its kin: the address stands in messages of other people's making.
  .regex(/^[^\s"'<>\\^`{|}]*$/)
  .refine(isPublicAddress, 'must be a public https address such as https://www.example.org/logo.png')

/** How an assistant looks where people meet it. */
export const lookSchema = z.strictObject({
  primary_color: colour,
  secondary_color: colour,
  position: z.enum(positions),
  /** A picture in the place of Sextant's own. */
  logo_url: logoUrl.nullable(),
  /** Whether it says that it is Sextant. */
  show_branding: z.boolean(),
  /** Whether the widget opens by itself, so many milliseconds after the page. */
  auto_open: z.boolean(),
  delay_auto_open: z.int().min(0).max(limits.assistant.maxAutoOpenDelayMs),
})
export type Look = z.infer<typeof lookSchema>

/** The brand's. */
export const defaultLook: Look = {
  primary_color: '#F0C527',
  secondary_color: '#141B2D',
  position: 'bottom_right',
  logo_url: null,
  show_branding: true,
  auto_open: false,
  delay_auto_open: 3_000,
}

/** The look as it is stored, with the brand's where nobody chose. */
export const completeLook = (chosen: Partial<Look>): Look => ({ ...defaultLook, ...chosen })

const names = Object.keys(defaultLook) as (keyof Look)[]

/** Of fields of an assistant those that are its look, as far as they are given. */
export const pickLook = (fields: Partial<Look>): Partial<Look> =>
  Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
