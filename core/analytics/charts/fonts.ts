import { createRequire } from 'node:module'
import { GlobalFonts } from '@napi-rs/canvas'

/** The font that pictures are written in, so that they look alike on every machine; a slim container has none at all. */
const bundled = 'Inter'
const weights = ['400Regular', '600SemiBold']

/** What machines have, the closest first. */
const usual = ['Inter', 'Noto Sans', 'DejaVu Sans', 'Liberation Sans', 'Segoe UI', 'Helvetica Neue', 'Arial']

const require = createRequire(import.meta.url)

const fontFile = (weight: string): string | null => {
  try {
    return require.resolve(`@expo-google-fonts/inter/${weight}/${bundled}_${weight}.ttf`)
  } catch {
    return null
  }
}

/**
 * Makes the bundled font known to the canvas. @returns the family to write in; null when this machine has no font:
 * a picture without words would tell nothing
 */
export const openFonts = (): string | null => {
  const files = weights.map(fontFile)
  if (files.every((file) => file !== null && GlobalFonts.registerFromPath(file, bundled))) return bundled
  const present = GlobalFonts.families.map(({ family }) => family)
  // The canvas takes any font at all for `sans-serif`, one with serifs too.
  return (
    usual.find((name) => present.includes(name)) ??
    present.find((name) => /\bsans\b(?!.*\bmono\b)/i.test(name)) ??
    present[0] ??
    null
  )
}
