import { z } from 'zod'
import { limits } from '../../config/limits.ts'
import { locales } from '../answers/answer.ts'
import { modelName, temperature } from '../llm/model-entry.ts'
import { lookSchema } from './look.ts'

const { minNameCharacters, maxNameCharacters, maxThemeCharacters, maxInstructionsCharacters } =
  limits.assistant

/** Letters of any script, digits, spaces and everyday punctuation: no control characters, no markup. */
const plain = /^[\p{L}\p{M}\p{N} '’&().,:;+/!?%°_-]+$/u

const plainText = (min: number, max: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(min)
    .max(max)
    .regex(plain, 'letters, digits, spaces and simple punctuation only')

export const assistantName = plainText(minNameCharacters, maxNameCharacters)
/** The sector that the assistant speaks for. */
export const assistantTheme = plainText(1, maxThemeCharacters)

/** What people may set on an assistant. */
export const assistantFields = z.strictObject({
  name: assistantName,
  theme: assistantTheme,
  locale: z.enum(locales),
  welcome_message: z.string().trim().max(1_000).nullable(),
  custom_instructions: z.string().trim().max(maxInstructionsCharacters).nullable(),
  active: z.boolean(),
  /** Who is not signed in may ask it. */
  public: z.boolean(),
  /** Names of the registry; null = the tenant’s cheapest, and its fallbacks. */
  default_llm: modelName.nullable(),
  fallback_llm: modelName.nullable(),
  /** null = each model’s own. */
  temperature: temperature.nullable(),
  ...lookSchema.shape,
})
export type AssistantFields = z.infer<typeof assistantFields>
