import { RESERVED_NAMES } from '../core/plain-map.js'
import { type Problem, problem } from '../core/problem.js'
import type { Path, Source } from '../core/source.js'
import type { Positions } from '../core/token/json-places.js'
import { type JsonFlaw, parseJson } from '../core/token/strict-json.js'
import { isExact } from '../core/token/written-number.js'
import { DEPTH_LIMIT, type Finding, isUnsafeNumber, refuseRaw, toError } from './findings.js'
import { TextLines } from './text-lines.js'

/**
 * Reads a JSON file (RFC 8259) into a plain value, as strictly as {@link readYaml}: no duplicate or reserved names, no
 * lone surrogates, no raw control characters or line separators, no numbers that JavaScript cannot represent, and a map
 * at the root.
 *
 * JSON cannot be read on after a syntax error, so only the first one is reported. NOT checked: what it means.
 *
 * @param written the text of the file, if `text` was derived from it without moving anything
 * @param mayBeList whether the root may be a list
 * @throws ScopectlError `stray-line-end`, `json-syntax`, `duplicate-name`, `reserved-name`, `bad-character`, `number-too-big`,
 * `nested-too-deep`, `file-empty`, `file-not-map`
 */
export function readJson(file: string, text: string, written = text, mayBeList = false): Source {
  refuseRaw(file, written)
  const lines = new TextLines(file, written)
  const failed = (findings: readonly Finding[]) => toError(file, lines, findings)
  if (text.trim() === '')
    throw failed([{ start: 0, end: 1, problem: problem('file-empty', { file }) }])
  const parsed = parseJson(text, { positions: true, maxDepth: DEPTH_LIMIT })
  if (!parsed.ok) throw failed([flawFinding(text, parsed.flaw)])

  const { value, positions } = parsed
  const place = (path: Path, part: 'key' | 'value') => {
    const found = positions.at(path)
    return found && ((part === 'key' ? found.key : undefined) ?? found.value)
  }
  const findings: Finding[] = []
  const find = (path: Path, part: 'key' | 'value', found: Problem): void => {
    const [start, end] = place(path, part) ?? [0, 1]
    findings.push({ start, end, problem: found })
  }
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && !mayBeList)) {
    const found = Array.isArray(value) ? 'a list' : value === null ? 'null' : 'a single value'
    find([], 'value', problem('file-not-map', { file, found }))
  }
  const digitsAt = (path: Path): string => text.slice(...(place(path, 'value') ?? [0, 0]))
  inspect(value, [], find, digitsAt)
  if (findings.length > 0) throw failed(findings)

  return { file, value, locate: jsonPlaces(lines, positions) }
}

/** Where the parts of a JSON text are, by the positions of its parser. */
export const jsonPlaces =
  (lines: TextLines, positions: Positions): Source['locate'] =>
  (path, part = 'value') => {
    for (let length = path.length; length >= 0; length--) {
      const found = positions.at(path.slice(0, length))
      const isKey = part === 'key' && length === path.length
      const span = found && ((isKey ? found.key : undefined) ?? found.value)
      if (span) return lines.at(span[0], span[1])
    }
    return undefined
  }

function inspect(
  value: unknown,
  path: (string | number)[],
  find: (path: Path, part: 'key' | 'value', found: Problem) => void,
  digitsAt: (path: Path) => string,
): void {
  if (typeof value === 'number') {
    const digits = digitsAt(path)
    const isKept = isExact(digits) && !isUnsafeNumber(value)
    if (!isKept) find(path, 'value', problem('number-too-big', { text: digits }))
  }
  if (typeof value !== 'object' || value === null) return
  const isList = Array.isArray(value)
  for (const name of Object.keys(value)) {
    path.push(isList ? Number(name) : name)
    if (!isList && RESERVED_NAMES.has(name)) find(path, 'key', problem('reserved-name', { name }))
    else inspect((value as Record<string, unknown>)[name], path, find, digitsAt)
    path.pop()
  }
}

/** A parser's flaw with its location; also for third-party texts. */
export function flawFinding(
  text: string,
  { what, offset, name }: JsonFlaw,
  maxDepth = DEPTH_LIMIT,
): Finding {
  const at = (found: Problem, length = 1): Finding => ({
    start: offset,
    end: offset + length,
    problem: found,
  })
  switch (what) {
    case 'duplicate':
      return at(
        problem('duplicate-name', { name: name ?? '', line: undefined }),
        (name ?? '').length + 2,
      )
    case 'depth':
      return at(problem('nested-too-deep', { limit: maxDepth }))
    case 'number':
    case 'inexact': {
      const number = /^[-+.0-9eE]+/.exec(text.slice(offset, offset + 400))?.[0] ?? ''
      return at(problem('number-too-big', { text: number }), number.length)
    }
    case 'surrogate':
      return at(problem('bad-character', { character: 'U+D800', escaped: true }))
    case 'syntax':
      return at(problem('json-syntax', { found: text[offset] }))
  }
}
