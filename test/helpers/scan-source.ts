import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** One import of a source file. */
export interface Import {
  /** As written. */
  specifier: string
  /** `type`: erased before anything runs · `static` · `dynamic`: `import()` · `url`: a child process's or worker's file. */
  kind: 'type' | 'static' | 'dynamic' | 'url'
  /** Path from the root of the repository with `/`, or null for a package. */
  target: string | null
  /** `export … from`. */
  isReExport: boolean
}

export interface Source {
  /** From the root of the repository, with `/`. */
  path: string
  text: string
  /** As long as `text`; comments are blank and what strings, templates and regular expressions hold is masked. */
  code: string
  imports: Import[]
}

const mask = '\u0001'
/** A `/` after one of these begins a regular expression, not a division. */
const beforeRegex =
  /(?:^|[=(,:;!&|?{}[\n+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield|void|delete|throw|new))\s*$/

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const string = /'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"/y
const regex = /\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\//y
/** From a backtick, or from the brace that closes a `${}`, to the next of either. */
const templatePart = /[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y

const matchAt = (form: RegExp, text: string, at: number): string => {
  form.lastIndex = at
  return form.exec(text)?.[0] ?? ''
}

const blank = (found: string, filler: string): string => found.replace(/[^\n]/g, filler)
/** Quotes, backticks and braces stay; what stands between is masked. */
const hide = (found: string): string => {
  const end = found.endsWith('${') ? 2 : 1
  return found[0] + blank(found.slice(1, -end), mask) + found.slice(-end)
}

/**
 * The code without what only looks like code. Written by hand because TypeScript 7 has no API for JavaScript and the
 * lexers of JavaScript stop at types.
 */
export const maskSource = (text: string): string => {
  let out = ''
  /** Depth of braces inside each open `${` of a template. */
  const depths: number[] = []
  const nextPart = (at: number): string => {
    const char = text[at]!
    const isTemplate = char === '`' || (char === '}' && depths.at(-1) === 0)
    if (char === '{' && depths.length > 0) depths[depths.length - 1]!++
    if (char === '}' && depths.length > 0) depths[depths.length - 1]!--
    const quotedText = matchAt(string, text, at)
    if (!isTemplate) return quotedText ? hide(quotedText) : char
    const part = matchAt(templatePart, text, at)
    if (char === '}') depths.pop()
    if (part.endsWith('${')) depths.push(0)
    return hide(part)
  }
  while (out.length < text.length) {
    const at = out.length
    const note = matchAt(comment, text, at)
    const pattern = text[at] === '/' && beforeRegex.test(out.slice(-40)) ? matchAt(regex, text, at) : ''
    if (note) out += blank(note, ' ')
    else out += pattern ? hide(pattern) : nextPart(at)
  }
  return out
}

const quoted = `(['"\`])(${mask}*)`
const clause = String.raw`(?:\*(?:\s*as\s+[\w$]+)?|\{[^{}]*\}|[\w$]+(?:\s*,\s*(?:\{[^{}]*\}|\*\s*as\s+[\w$]+))?)`
const forms: [RegExp, Import['kind']][] = [
  [new RegExp(String.raw`(?<![.\w$])(import|export)\s*(type\s+(?!from\b))?(?:${clause})\s*from\s*${quoted}`, 'dg'), 'static'],
  [new RegExp(String.raw`(?<![.\w$])(import)()\s*${quoted}`, 'dg'), 'static'],
  [new RegExp(String.raw`(?<![.\w$])(import)()\s*\(\s*${quoted}`, 'dg'), 'dynamic'],
  [new RegExp(String.raw`\bnew\s+(URL)()\s*\(\s*${quoted}['"]\s*,\s*import\.meta\.url`, 'dg'), 'url'],
] // biome-ignore format: one form a line

const resolve = (path: string, specifier: string): string | null =>
  specifier.startsWith('.')
    ? relative(root, join(root, dirname(path), specifier))
        .split(sep)
        .join('/')
    : null

const findImports = (path: string, text: string, code: string): Import[] =>
  forms.flatMap(([form, kind]) =>
    [...code.matchAll(form)]
      .map((match) => {
        const [start, end] = match.indices![4]!
        const specifier = text.slice(start, end)
        return {
          specifier,
          kind: match[2] ? ('type' as const) : kind,
          target: resolve(path, specifier),
          isReExport: match[1] === 'export',
        }
      })
      // A URL is a program's edge only when it names a module.
      .filter((found) => found.kind !== 'url' || /\.[jt]s$/.test(found.specifier)),
  )

/** A source file's text, masked code and imports. */
export const scanSource = (path: string, text: string): Source => {
  const code = maskSource(text)
  return { path, text, code, imports: findImports(path, text, code) }
}

const skipped = new Set(['node_modules', 'data', 'coverage', '.git'])

/** Every file of the work tree below a folder, as paths from the root; what git ignores is left out. */
export const listFiles = (folder = '.'): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return skipped.has(entry.name) && path !== 'db/seeds/data' ? [] : listFiles(path)
    return [path]
  })

/** Every TypeScript and JavaScript source of the repository that a person wrote, scanned. */
export const readSources = (): Source[] =>
  listFiles()
    .filter(
      (path) => /\.[jt]s$/.test(path) && !path.startsWith('test/fixtures/') && path !== 'client/schema.d.ts',
    )
    .map((path) => scanSource(path, readFileSync(join(root, path), 'utf8')))
