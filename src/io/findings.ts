import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { StrayLineEnd } from '../core/problems/syntax.js'
import { refuseConflict } from './merge-conflict.js'
import { TextLines } from './text-lines.js'

/** A problem in a text before its location is computed; `start` and `end` are offsets. */
export interface Finding {
  readonly start: number
  readonly end: number
  readonly problem: Problem
  /** Reported by a parser, which may report the same mistake again. */
  readonly syntax?: boolean
}

/** How deeply maps and lists may nest. */
export const DEPTH_LIMIT = 100
/** How many problems of one file are listed; the rest are counted. */
export const PROBLEM_LIMIT = 100

/** All findings in text order, each with its location; at most one parser error per line. */
export function toError(
  file: string,
  lines: TextLines,
  findings: readonly Finding[],
): ScopectlError {
  const sorted = [...findings].sort((a, b) => a.start - b.start)
  const complained = new Set<number>()
  const kept = sorted.filter(({ start, syntax }) => {
    if (!syntax) return true
    const line = lines.line(start)
    return !complained.has(line) && complained.add(line)
  })
  const problems = kept
    .slice(0, PROBLEM_LIMIT)
    .map(({ start, end, problem }): Problem => ({ ...problem, at: lines.at(start, end) }))
  const more = kept.length - problems.length
  if (more > 0) problems.push(problem('too-many-problems', { file, more }))
  return new ScopectlError(problems)
}

/**
 * What none of our files may contain: C0 and C1 controls except tab and line ends; DEL; U+FEFF, non-characters; lone
 * surrogates. Also the line ends that only some parsers recognize: in a comment, the rest of the line would be hidden
 * from the others.
 */
const unwanted = (): RegExp =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/gu

/** Also matches paired surrogates, and takes much less time to compile: few texts contain any of these. */
const MAYBE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/

/** The first occurrence of each unwanted character in the raw text. */
export function rawCharacters(text: string): Finding[] {
  if (!MAYBE.test(text)) return []
  const found = new Map<string, Finding>()
  for (const { 0: character, index } of text.matchAll(unwanted())) {
    if (found.has(character)) continue
    found.set(character, { start: index, end: index + 1, problem: unwantedProblem(character) })
  }
  return [...found.values()]
}

const STRAY_LINE_ENDS: ReadonlyMap<string, StrayLineEnd> = new Map([
  ['\r', 'CR'],
  ['\u0085', 'NEL'],
  ['\u2028', 'LS'],
  ['\u2029', 'PS'],
])

function unwantedProblem(character: string): Problem {
  const stray = STRAY_LINE_ENDS.get(character)
  if (stray) return problem('stray-line-end', { character: stray })
  return problem('bad-character', { character: characterName(character), escaped: false })
}

/**
 * Refuses a text for a merge conflict, and for what {@link rawCharacters} finds in it. Used for every file that grants or
 * asserts access, before any parser sees it: if parsers disagree on where a line ends, a reviewer's tool shows something
 * else than we would read.
 *
 * @param first the number of the text's first line in the file: a file may be read line by line
 * @throws ScopectlError `merge-conflict`, `stray-line-end`, `bad-character`
 */
export function refuseRaw(file: string, text: string, first = 1): void {
  refuseConflict(file, text, first)
  refuseRawCharacters(file, text, first)
}

/** As refuseRaw, but conflict markers are not looked for. */
export function refuseRawCharacters(file: string, text: string, first = 1): void {
  const findings = rawCharacters(text)
  if (findings.length > 0) throw toError(file, new TextLines(file, text, first), findings)
}

/** The first NUL or lone surrogate that an escape produced in a string; other controls were written on purpose. */
export function escapedCharacter(value: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for one
  const found = /\u0000|\p{Surrogate}/u.exec(value)
  return found ? characterName(found[0]) : undefined
}

const characterName = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** Infinity, NaN, and integers that are rounded when read. */
export const isUnsafeNumber = (value: unknown): boolean =>
  typeof value === 'number' &&
  (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
