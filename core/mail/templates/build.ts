import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Compiles the MJML of mails into the HTML that is kept in the repository: `npm run mail:build`. The compiler is for
 * developers alone; whoever runs Sextant never loads it.
 */
const here = (name: string): URL => new URL(name, import.meta.url)
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const versionOf = (): string => {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  return `mjml ${manifest.devDependencies.mjml}`
}

/** What is used of the compiler. */
type Compile = (
  source: string,
  options: { validationLevel: 'strict'; keepComments: boolean },
) => Promise<{ html: string; errors: { formattedMessage: string }[] }>

/** What a template was made of and what came of it: a test tells from it whether somebody forgot to compile. */
export interface Made {
  compiler: string
  source: string
  html: string
}

export const readMade = (): Made => JSON.parse(readFileSync(here('frame.json'), 'utf8')) as Made

/** As the files are now. */
export const madeNow = (): Made => ({
  compiler: versionOf(),
  source: hashOf(readFileSync(here('frame.mjml'), 'utf8')),
  html: hashOf(readFileSync(here('frame.html'), 'utf8')),
})

/** Indents are a third of the size, and every mail would carry them. */
const tighten = (html: string): string => `${html.replaceAll(/^\s+/gm, '').trim()}\n`

const build = async (): Promise<void> => {
  // Not imported: nothing that is shipped may depend on what only developers install.
  const compile = createRequire(import.meta.url)('mjml') as Compile
  const source = readFileSync(here('frame.mjml'), 'utf8')
  const { html, errors } = await compile(source, { validationLevel: 'strict', keepComments: false })
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  writeFileSync(here('frame.html'), tighten(html))
  writeFileSync(here('frame.json'), `${JSON.stringify(madeNow(), null, 2)}\n`)
}

if (import.meta.main) await build()
