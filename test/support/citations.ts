import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** Everything that people read or that cites a page, without generated, recorded and third-party files. */
const ROOTS = ['src', 'test', 'bin', 'scripts', 'bench', 'docs', '.ci']
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']
const LEFT_OUT = /^test\/(?:e2e\/cases|fixtures)\/|node_modules|package-lock\.json$/
const REFERENCE = 'docs/reference'

/** A file's path from the root of the repository, and its text. */
export interface CitingFile {
  readonly path: string
  readonly text: string
}

export function citingFiles(): CitingFile[] {
  const inside = ROOTS.flatMap((root) =>
    (readdirSync(root, { recursive: true }) as string[]).map((name) => join(root, name)),
  )
  return [...inside, ...PAGES]
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !LEFT_OUT.test(path) && !path.endsWith('.png') && statSync(path).isFile())
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

/** The pages of the specification. */
export const referencePages = (): CitingFile[] =>
  citingFiles().filter(({ path }) => path.startsWith(`${REFERENCE}/`))

/** An id is defined where it begins a table row (`| ALG1 |`). */
export const definedIds = (pages: readonly CitingFile[]): string[] =>
  pages.flatMap(({ text }) => [...text.matchAll(/^\| ([A-Z][A-Z0-9]*) \|/gm)].map(([, id]) => id!))

const FAMILY = /^([A-Z]+)\d+$/
/** The labels of a test: `ALG3: …`, `NBF, IAT: …`, `TERM1 and TERM2: …`, `P3 …`. */
const LABEL = /(?<=['"`])[A-Z][A-Z0-9]+(?:(?:, | and |-)[A-Z][A-Z0-9]+)*(?=: )/g

/**
 * The ids in a text that look like ids of the specification: numbered ones of a known group, and the labels of tests.
 */
export function citedIds({ path, text }: CitingFile, defined: readonly string[]): string[] {
  const families = new Set(defined.flatMap((id) => FAMILY.exec(id)?.[1] ?? []))
  const numbered = [...text.matchAll(/(?<![\w.-])([A-Z]+)\d+\b(?![-.]\d)/g)]
    .filter(([, family = '']) => families.has(family))
    .map(([id]) => id)
  const labels = path.endsWith('.test.ts')
    ? [...text.matchAll(LABEL)].flatMap(([label]) => label.split(/, | and |-/))
    : []
  return [...new Set([...numbered, ...labels])]
}

/** The pages that a text mentions, with the anchor, as written. */
export const citedPages = ({ text }: CitingFile): string[] => [
  ...new Set(
    [...text.matchAll(/(?<![\w./@-])(?:[\w.-]+\/)*[\w.-]+\.md(?:#[\w-]+)?/g)].map(([page]) => page),
  ),
]

/** Whether a page exists, relative to the root or to the file that mentions it, and has a heading for the anchor. */
export function pageExists(page: string, from: string): boolean {
  const [name = '', anchor] = page.split('#')
  const found = [name, normalize(join(dirname(from), name))].find((path) => existsSync(path))
  if (found === undefined) return false
  return anchor === undefined || anchorsOf(readFileSync(found, 'utf8')).includes(anchor)
}

/** Like GitHub's anchors for headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )

/** The numbers of decisions that a text cites: `decision 40`. */
export const citedDecisions = ({ text }: CitingFile): string[] =>
  [...text.matchAll(/\bdecisions? (\d{1,3})\b/gi)].map(([, number]) => number!)

export const definedDecisions = (): string[] =>
  [...readFileSync('docs/decisions.md', 'utf8').matchAll(/^(\d+)\. \*\*/gm)].map(([, n]) => n!)
