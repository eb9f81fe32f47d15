import { theme } from './theme.ts'

/** How the bars of one series are painted. */
export interface Paint {
  fill: string
  edge: string
}

type Rgb = [number, number, number]

const rgbOf = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance, WCAG 2.2. */
const luminanceOf = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrastWithWhite = (rgb: Rgb): number => 1.05 / (luminanceOf(rgb) + 0.05)

/** As the brand's own; WCAG asks for 3 of what is no text. */
const edgeContrast = 5.5

/** The colour, as much darker as it takes to be seen on white, and a little in any case: an edge is no fill. */
const edgeOf = (fill: string): string => {
  let rgb = rgbOf(fill).map((part) => part * 0.65) as Rgb
  while (contrastWithWhite(rgb) < edgeContrast) rgb = rgb.map((part) => part * 0.95) as Rgb
  return hexOf(rgb)
}

const distance = (one: string, other: string): number =>
  Math.hypot(...rgbOf(one).map((part, at) => part - rgbOf(other)[at]!))

/** Nearer than this, two colours are taken for one; beside the paper its edge tells a bar. */
const leastDistance = { ofSeries: 45, ofPaper: 40 }

/**
 * The paints of a picture's series, the first of this colour. One of ours that would be taken for it gives way to the
 * brand's, and a colour that cannot be told from paper does so itself.
 */
export const paintsOf = (colour: string | null): Paint[] => {
  const [brand, ...others] = theme.series
  // Below a baseline bars are hollow: a colour that is nearly the paper's would make all of them so.
  const isUsable = colour !== null && distance(colour, theme.paper) >= leastDistance.ofPaper
  if (!isUsable || colour.toLowerCase() === brand.fill) return [...theme.series]
  const far = [...others, brand].filter(({ fill }) => distance(fill, colour) >= leastDistance.ofSeries)
  return [{ fill: colour, edge: edgeOf(colour) }, ...far]
}

/** The paint of each series by its position; they begin anew where there are more. */
export const paintOf = (colour: string | null): ((at: number) => Paint) => {
  const paints = paintsOf(colour)
  return (at) => paints[at % paints.length]!
}
