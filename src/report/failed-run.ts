import type { Problem } from '../core/problem.js'
import { bugFault, bugJson } from './bug.js'
import { failureJson } from './failure.js'
import { annotation } from './github.js'
import { html, page } from './html/page.js'
import { mdCode } from './markdown.js'
import { place } from './problem.js'
import { failedSarif } from './sarif/failed.js'
import { junitErrors } from './suite/junit-errors.js'
import { tapText } from './suite/tap-text.js'
import { say } from './words/index.js'

/** A run without an answer. */
export interface FailedRun {
  /** The command, or `scopectl` if none was found. */
  readonly kind: string
  /** The document of `--json`. */
  readonly json: string
  readonly faults: readonly FailedFault[]
}

/** A problem in words, which are already escaped. */
export interface FailedFault {
  readonly code: string
  readonly says: string
  readonly hint?: string | undefined
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

export const failedRun = (kind: string, exit: number, problems: readonly Problem[]): FailedRun => ({
  kind,
  json: failureJson({ kind, exit, problems }),
  faults: problems.map(faultOf),
})

/** A run that ended because of a bug in scopectl. */
export const brokenRun = (kind: string, exit: number, error: unknown): FailedRun => ({
  kind,
  json: bugJson(kind, exit, error),
  faults: [bugFault(error)],
})

function faultOf(problem: Problem): FailedFault {
  const { says, hint } = say(problem)
  const { code, at } = problem
  // Some problems concern a whole file, such as a lock that does not exist.
  const file = at?.file ?? Reflect.get(problem.args, 'file')
  return {
    ...{ code, says, hint, line: at?.line, column: at?.column },
    file: typeof file === 'string' ? file : undefined,
  }
}

interface FailedForm {
  print(run: FailedRun): string
  /** Whether a file begins like a report in this format, which no file that scopectl reads does. */
  readonly head: RegExp
  /** If given, only scopectl's own reports, and no others in the format: for a file that is only guessed to be one. */
  readonly ours?: RegExp
}

/** What a report says about a run that checked nothing, in each format that a report can have. */
export const FAILED_FORMS: ReadonlyMap<string, FailedForm> = new Map([
  [
    'text',
    {
      print: ({ faults }) => faults.map(textOf).join(''),
      head: /^([✗x] |coverage\n|error[[:]|(\d+ findings?|clean|inconclusive) {2})/,
    },
  ],
  ['json', { print: ({ json }) => json, head: /^\s*\{\s*"kind":\s*"(test|probe)",/ }],
  [
    'junit',
    {
      print: ({ kind, faults }) => junitErrors(kind, faults),
      head: /^\s*<(\?xml|testsuites?)\b/,
      ours: /<testsuites name="scopectl"/,
    },
  ],
  ['tap', { print: ({ faults }) => tapOf(faults), head: /^TAP version / }],
  [
    'sarif',
    {
      print: ({ kind, faults }) => failedSarif(kind, faults),
      head: /^\s*\{\s*"\$schema":\s*"[^"]*sarif/,
    },
  ],
  [
    'html',
    {
      print: failedPage,
      head: /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n/,
    },
  ],
  ['md', { print: failedMarkdown, head: /^### Probe: / }],
  ['github', { print: annotations, head: /^::(error|warning|notice) / }],
] satisfies [string, FailedForm][])

/** An annotation for each problem, at its line. */
function annotations({ kind, faults }: FailedRun): string {
  return faults
    .map(({ code, says, hint, file, line, column }) =>
      annotation({
        ...{ level: 'error', file, line, column },
        title: kind === 'scopectl' ? `scopectl: ${code}` : `scopectl ${kind}: ${code}`,
        message: hint === undefined ? says : `${says}\n${hint}`,
      }),
    )
    .join('')
}

/** As the head of a report, so that the next run replaces it. */
function failedMarkdown({ faults }: FailedRun): string {
  const lines = faults.map(({ says }) => `- ${mdCode(says.replaceAll('`', "'"))}\n`)
  return `### Probe: it could not run\n\n${lines.join('')}`
}

function failedPage({ kind, faults }: FailedRun): string {
  const items = faults.map(
    ({ says, hint }) =>
      `<li>${html(says)}${hint === undefined ? '' : `<br><span class="dim">${html(hint)}</span>`}</li>\n`,
  )
  const body = `<main><h1>The run checked nothing</h1>\n<ul>\n${items.join('')}</ul></main>\n`
  return [...page(`scopectl ${kind}`, [body])].join('')
}

const textOf = ({ code, says, hint, ...at }: FailedFault): string =>
  `error[${code}]: ${says}\n${whereOf(at)}${hint === undefined ? '' : `hint: ${hint}\n`}`

function whereOf({ file, line, column }: Pick<FailedFault, 'file' | 'line' | 'column'>): string {
  if (file === undefined || line === undefined || column === undefined) return ''
  return `  ${place({ file, line, column })}\n`
}

/** TAP ends at the first one. */
const tapOf = ([first]: readonly FailedFault[]): string =>
  `TAP version 14\nBail out! ${tapText(first?.says ?? '')}\n`
