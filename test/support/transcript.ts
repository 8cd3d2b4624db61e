import type { Finished } from './run-process.js'

/** One command line, with the comment and blank lines above it. Its output is not kept, but recorded again. */
export interface Step {
  readonly before: readonly string[]
  readonly command: string
}

export interface Transcript {
  readonly steps: readonly Step[]
  readonly after: readonly string[]
}

/**
 * Reads the command lines of a transcript. The output of a command ends at its `--- exit`; a line `$ …` before that is
 * a separate command if only blank lines are in between, or if no `--- exit` follows: these have not been run yet.
 */
export function parseTranscript(text: string): Transcript {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const steps: Step[] = []
  let before: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string
    if (!line.startsWith('$ ')) {
      before.push(line)
      continue
    }
    steps.push({ before, command: line.slice(2) })
    before = []
    const next = lines.slice(i + 1).find((later) => later.trim() !== '')
    const end = lines.findIndex((later, index) => index > i && later.startsWith('--- exit '))
    if (!next?.startsWith('$ ') && end !== -1) i = end
  }
  return { steps, after: before }
}

export function printTranscript(
  { steps, after }: Transcript,
  results: readonly Finished[],
): string {
  const blocks = steps.map(({ before, command }, index) => {
    const { stdout, stderr, exit } = results[index] as Finished
    const said = stderr === '' ? '' : `--- stderr\n${endLine(stderr)}`
    return `${before.map((line) => `${line}\n`).join('')}$ ${command}\n${endLine(stdout)}${said}--- exit ${exit}\n`
  })
  return [...blocks, ...after.map((line) => `${line}\n`)].join('')
}

const endLine = (text: string) =>
  text === '' || text.endsWith('\n') ? text : `${text}\n\\ no newline at the end\n`

/** What differs between runs, and its replacement in the transcript. */
export function normalise(text: string, folders: Readonly<Record<string, string>>): string {
  let plain = text
  for (const [word, folder] of Object.entries(folders)) plain = plain.replaceAll(folder, word)
  return plain
    .replace(/(?<=\d+ (?:passed|failed|skipped|undecided|not run) {2})\d+\.\d\ds$/gm, '<time>')
    .replace(/(?<=\btime="|"seconds":)[\d.]+/g, '<time>')
    .replace(/\beyJ[\w-]+\.[\w-]*\.[\w-]*/g, '<token>')
    .replace(/(?<![\w-])(?=[\w-]*\d)[\w-]{43}(?![\w-])/g, '<kid>')
    .replace(/(\bjti\W{1,4})[\w-]{22}(?![\w-])/g, '$1<jti>')
    .replace(/(<kid> +\w+ +)\d{4}-\d\d-\d\d/g, '$1<date>')
    .replace(/(\bkid\b[\s"'`:=]{1,4})[\w-]{2,40}…[\w-]{0,12}/g, '$1<kid>')
}
