import type { Location, Problem } from '../core/problem.js'
import { redact } from '../core/secrets/redact.js'
import { escapeText } from './escape.js'
import { withGiven } from './given.js'
import { labelled } from './labelled.js'
import type { Paint, Style } from './style.js'
import { widthOf } from './width.js'
import { say } from './words/index.js'
import type { Sentence } from './words/words.js'

/** Problems as errors, one after the other. */
export function renderErrors(problems: readonly Problem[], style: Style): string {
  const showsLine = firstOfLine()
  return problems.map((each) => renderError(each, style, showsLine(each.at))).join('')
}

/** A problem as an error: the sentence, the position, the line with a caret, and what to do. */
export function renderError(problem: Problem, style: Style, showsLine = true): string {
  const { says, hint } = say(problem)
  const label = labelled(`error[${problem.code}]:`, failing(style), says, style)
  return lines(label, hintText(problem, hint, style), problem.at, style, showsLine)
}

const MOST_OF_LINE = 20

/**
 * Whether a problem is shown with its line: the first 20 of each line. A document of thousands of mistakes may be a single long
 * line, which would be searched for secrets and printed for each of them; the others have their place. To be called for each problem, in order.
 */
export function firstOfLine(): (at: Location | undefined) => boolean {
  const counts = new Map<string, number>()
  return (at) => {
    const key = at ? `${at.line} ${at.file}` : ''
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= MOST_OF_LINE
  }
}

/** A problem as a note, warning or error next to an answer; undefined if `quiet` and it is only a note. */
export function renderNote(problem: Problem, style: Style, quiet = false): string | undefined {
  const sentence = say(problem)
  const { says, hint, warns, fails } = sentence
  if (quiet && !warns && !fails) return undefined
  const [label, paint] = noteLabel(sentence, style)
  const said = labelled(label, paint, says, style)
  return lines(said, hintText(problem, hint, style), problem.at, style)
}

function noteLabel({ warns, fails }: Sentence, style: Style): [label: string, paint: Paint] {
  if (fails) return ['error:', failing(style)]
  return warns ? ['warning:', style.warn] : ['note:', style.dim]
}

const failing =
  ({ bad, bold }: Style): Paint =>
  (text) =>
    bad(bold(text))

/** A suggested whole line is derived from the typed one, and already has its flags. */
const hintText = (
  { instead }: Problem,
  hint: string | undefined,
  { given }: Style,
): string | undefined =>
  hint === undefined || instead !== undefined ? hint : (withGiven(hint, given) ?? hint)

function lines(
  said: string,
  hint: string | undefined,
  at: Location | undefined,
  style: Style,
  showsLine = true,
): string {
  const out = [said]
  const shown = at && showsLine && !at.withheld ? excerpt(at, style) : []
  if (at) out.push(`  ${style.dim(place(at))}`, ...shown)
  if (hint) out.push(labelled('hint:', style.dim, hint, style))
  return `${out.join('\n')}\n`
}

/** `scopes.yaml:31:5` */
export const place = ({ file, line, column }: Pick<Location, 'file' | 'line' | 'column'>): string =>
  `${escapeText(file)}:${line}:${column}`

/**
 * The line with its number, and carets under the columns. On a terminal, a long line is cut to the part around them; in a
 * pipe or a file, only what is further away than LONGEST: a minified document may be one line.
 */
export function excerpt(at: Location, style: Style): [text: string, caret: string] {
  const number = String(at.line).padStart(5)
  const room = style.columns - number.length - 3
  const cut = style.marks.cut
  const { line, cutBefore, cutAfter } = pieces(at, style.folds ? NEAR : LONGEST)
  const from = line.findIndex((piece) => piece.marked)
  const caret = from < 0 ? line.length : from
  const [start, end] = style.folds ? windowOf(line, caret, room - 2 * cut.length) : [0, line.length]
  const shown = line.slice(start, end)
  const before = cutBefore || start > 0 ? cut : ''
  const text = before + join(shown) + (cutAfter || end < line.length ? cut : '')
  const offset = widthOf(before + join(shown.slice(0, caret - start)))
  const marks = Math.max(1, widthOf(join(shown.filter((piece) => piece.marked))))
  return [
    `${style.dim(`${number} |`)} ${text}`.trimEnd(),
    `${style.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(offset)}${style.bad('^'.repeat(marks))}`,
  ]
}

interface Piece {
  readonly text: string
  readonly marked: boolean
}

const join = (line: readonly Piece[]): string => line.map(({ text }) => text).join('')

/** More than any window of a terminal shows: text further from the caret is skipped. */
const NEAR = 400
/** As much is shown on each side of the caret in a pipe or a file. */
const LONGEST = 4000
/** How much further to look when deciding whether a character may be shown. */
const FAR = 4000

interface Part {
  readonly line: readonly Piece[]
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

/** The characters near the caret as shown, each marked if it is in the caret's columns (UTF-16 units). */
function pieces({ text, column, length, covered }: Location, near: number): Part {
  const first = column - 1
  const line: Piece[] = []
  const from = Math.max(0, first - near - FAR)
  let unit = from
  const shown = text.slice(from, first + near + FAR)
  for (const character of covered ? shown : redact(shown)) {
    if (unit > first + near) break
    const marked = unit + character.length > first && unit < first + Math.max(1, length)
    // A tab is shown as one space, so that columns do not shift.
    if (unit >= first - near)
      line.push({ text: character === '\t' ? ' ' : escapeText(character), marked })
    unit += character.length
  }
  return { line, cutBefore: first - near > 0, cutAfter: unit < text.length }
}

/** The part of the line that fits: the whole line, or a third before the caret and the rest after it. */
function windowOf(
  line: readonly Piece[],
  caret: number,
  room: number,
): [start: number, end: number] {
  const width = (from: number, to: number) => widthOf(join(line.slice(from, to)))
  if (line.length <= room && width(0, line.length) <= room) return [0, line.length]
  let start = Math.min(caret, line.length)
  while (start > 0 && width(start - 1, caret) <= room / 3) start--
  let end = start
  let used = 0
  for (; end < line.length; end++) {
    used += widthOf(line[end]?.text ?? '')
    if (used > room) break
  }
  return [start, end]
}
