import { type Problem, problem } from '../../core/problem.js'
import { splitScopes } from '../../core/scope-token.js'
import { isSecretName } from '../../core/secrets/names.js'
import { parseJson } from '../../core/token/strict-json.js'
import { isExact } from '../../core/token/written-number.js'
import { DEPTH_LIMIT, isUnsafeNumber } from '../findings.js'
import { isAmbiguousNumber } from '../yaml-scalar.js'
import { scalarOf } from './scalar.js'

/** The type of the cells in a column. */
export type Column = 'user' | 'client' | 'text' | 'list' | 'map' | 'scalar' | 'ignored'

/** Whether a cell may contain a secret: by its column, and for claims by their names. */
export const isSecretCell = (column: string, text: string): boolean =>
  column === 'claims' ? hasSecretName(text) : isSecretName(column)

/** For JSON; true for anything else, where it is unknown. */
function hasSecretName(text: string): boolean {
  const parsed = parseJson(text, { maxDepth: DEPTH_LIMIT })
  return !parsed.ok || hasSecretMember(parsed.value)
}

const hasSecretMember = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([name, each]) => (!Array.isArray(value) && isSecretName(name)) || hasSecretMember(each),
  )

type Read = { readonly value: unknown } | { readonly problem: Problem }

/** The value of a cell, or what is wrong with it. The caller must handle empty cells, which have no value. */
export function cellValue(kind: Column, text: string, column: string): Read {
  switch (kind) {
    case 'list':
      return text.startsWith('[') ? json(text, 'list', column) : { value: splitScopes(text) }
    case 'map':
      return json(text, 'map', column)
    case 'scalar':
      return text.startsWith('"') ? json(text, 'text', column) : scalar(text)
    default:
      return { value: text }
  }
}

function scalar(text: string): Read {
  if (isAmbiguousNumber(text))
    return { problem: problem('ambiguous-number', { text, quoted: `"""${text}"""` }) }
  const value = scalarOf(text)
  const isKept = typeof value !== 'number' || (isExact(text) && !isUnsafeNumber(value))
  return isKept ? { value } : { problem: problem('number-too-big', { text }) }
}

function json(text: string, expected: 'list' | 'map' | 'text', column: string): Read {
  const parsed = parseJson(text, { maxDepth: DEPTH_LIMIT, numbers: 'exact' })
  if (!parsed.ok && parsed.flaw.what === 'inexact') {
    const number = /^[-+.0-9eE]+/.exec(text.slice(parsed.flaw.offset))?.[0] ?? ''
    return { problem: problem('number-too-big', { text: number }) }
  }
  const value = parsed.ok ? parsed.value : null
  const is = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : 'text'
  if (value !== null && is === expected) return { value }
  return { problem: problem('csv-cell-not-json', { column, expected }) }
}
