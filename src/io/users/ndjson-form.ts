import { RESERVED_NAMES } from '../../core/plain-map.js'
import { problem } from '../../core/problem.js'
import { redact } from '../../core/secrets/redact.js'
import { parseJson } from '../../core/token/strict-json.js'
import { DEPTH_LIMIT, type Finding } from '../findings.js'
import { flawFinding } from '../json-source.js'
import type { LineForm, Said } from './record.js'

/**
 * One JSON object per line: `{"user": "alice", "roles": ["editor"]}`, `{"client": "ci-bot", "scopes": ["read"]}`. The
 * name comes first or last, the other keys are as in users.yaml.
 */
export const ndjsonForm: LineForm = {
  // Values of a list, or of text that is not JSON, have no names.
  masked: (line) =>
    /^\s*\{/.test(line) ? redact(line, { maps: true }) : line.replace(/[^,\s]/g, '*'),
  read(line) {
    if (line.trim() === '') return undefined
    const parsed = parseJson(line, { maxDepth: DEPTH_LIMIT, numbers: 'exact' })
    if (!parsed.ok) return flawFinding(line, parsed.flaw)
    const { value } = parsed
    const whole = (found: Finding['problem']): Finding => ({
      start: 0,
      end: line.length,
      problem: found,
    })
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const found = Array.isArray(value) ? 'a list' : value === null ? 'null' : 'a single value'
      return whole(problem('record-not-map', { found }))
    }
    const named = Object.hasOwn(value, 'user')
    const both = named && Object.hasOwn(value, 'client')
    if (both || (!named && !Object.hasOwn(value, 'client')))
      return whole(problem('record-unnamed', { both }))
    const kind = named ? 'user' : 'client'
    const { [kind]: name, ...form } = value as Record<string, unknown>
    return saidOf(kind, name, form) ?? whole(nameFault(kind, name))
  },
  spots(line) {
    const parsed = parseJson(line, { maxDepth: DEPTH_LIMIT, positions: true })
    if (!parsed.ok) return () => undefined
    const { value, positions } = parsed
    const kind = Object.hasOwn(value as object, 'user') ? 'user' : 'client'
    return (path, part) => {
      const pointer = (path.length === 0 ? [kind] : path)
        .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
        .join('')
      const place = positions.get(pointer)
      return place && ((part === 'key' && path.length > 0 ? place.key : undefined) ?? place.value)
    }
  },
}

/** The entry, if its name is valid. */
export const saidOf = (kind: Said['kind'], name: unknown, form: Said['form']): Said | undefined =>
  typeof name === 'string' && name !== '' && !RESERVED_NAMES.has(name)
    ? { kind, name, form }
    : undefined

export function nameFault(kind: Said['kind'], name: unknown): Finding['problem'] {
  if (typeof name === 'string' && name !== '') return problem('reserved-name', { name })
  const received = name === '' ? '""' : name === null ? 'null' : typeof name
  return problem('wrong-shape', { key: kind, expected: 'string', received, keys: [] })
}
