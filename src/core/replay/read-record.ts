import { pathOf } from '../decision/asked-target.js'
import { isMap } from '../plain-map.js'
import type { CallFault } from '../problems/replay.js'
import { splitScopes } from '../scope-token.js'
import type { Json, JsonObject } from '../token/model.js'
import { insteadOfToken } from '../token/not-a-token.js'
import { parseJson } from '../token/strict-json.js'
import { type Field, type FieldNames, fieldValue } from './fields.js'
import { likelyField } from './likely-field.js'
import { readTime } from './read-time.js'
import type { Caller, CallRecord } from './record.js'

const CALLERS = ['token', 'claims', 'scopes', 'role', 'user'] as const

class Stop extends Error {
  readonly fault: CallFault

  constructor(fault: CallFault) {
    super(fault.is)
    this.fault = fault
  }
}

const stop = (fault: CallFault): never => {
  throw new Stop(fault)
}

/**
 * Reads the fields of one call. A value of another type is a fault, never a missing field: a caller that cannot be read
 * must not become a caller without a token.
 *
 * NOT checked: whether the names exist in a catalog, and whether the path is canonical.
 */
export function readRecord(
  line: JsonObject,
  names: FieldNames,
): { readonly ok: true; readonly record: CallRecord } | { readonly ok: false; fault: CallFault } {
  try {
    const { method, target } = requestOf(line, names)
    if (!/^[A-Z][A-Z-]*$/.test(method)) stop({ is: 'method' })
    const record = {
      method,
      path: plainPath(target),
      caller: callerOf(line, names),
      status: statusOf(fieldValue(line, names.status)),
      client: textOf(fieldValue(line, names.client), 'client'),
      time: timeOf(fieldValue(line, names.time)),
    }
    return { ok: true, record }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, fault: error.fault }
    throw error
  }
}

/** The method and the target, or a request line: `GET /items/ HTTP/1.1` (RFC 9112 §3). */
function requestOf(line: JsonObject, names: FieldNames): { method: string; target: string } {
  const method = textOf(fieldValue(line, names.method), 'method')
  const path = textOf(fieldValue(line, names.path), 'path')
  if (method !== undefined && path !== undefined) return { method, target: path }
  const asked = fieldValue(line, names.request)
  // Many logs have an object of that name, with the method and the path in it.
  const request = isMap(asked) ? undefined : textOf(asked, 'request')
  const found = request === undefined ? null : /^(\S+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(request)
  if (found) return { method: found[1] ?? '', target: found[2] ?? '' }
  if (request !== undefined) stop({ is: 'request' })
  const missing = (['method', 'path'] as const).filter(
    (field) => (field === 'method' ? method : path) === undefined,
  )
  const likely = missing.flatMap((field) => {
    const name = likelyField(line, field)
    return name === undefined ? [] : [`${field}=${name}`]
  })
  return stop({ is: 'missing', field: missing[0] ?? 'path', likely })
}

function plainPath(target: string): string {
  if (target.startsWith('/')) {
    const end = target.search(/[?#]/)
    return end === -1 ? target : target.slice(0, end)
  }
  const { path, isClear } = pathOf(target)
  return isClear ? path : stop({ is: 'path' })
}

function callerOf(line: JsonObject, names: FieldNames): Caller {
  let found: { field: (typeof CALLERS)[number]; value: Json } | undefined
  let isNamed = false
  for (const field of CALLERS) {
    const value = fieldValue(line, names[field])
    if (value === undefined) continue
    isNamed = true
    if (value === null) continue
    if (found) return stop({ is: 'callers', fields: [found.field, field] })
    found = { field, value }
  }
  if (!isNamed) return stop({ is: 'no-caller' })
  if (!found) return { kind: 'anonymous' }
  const { field, value } = found
  switch (field) {
    case 'token':
      return tokenOf(value)
    case 'claims':
      return { kind: 'claims', claims: claimsOf(value) }
    case 'scopes':
      return { kind: 'scopes', scopes: namesOf(value, field, splitScopes) }
    case 'role':
      return rolesOf(namesOf(value, field, (text) => [text]))
    case 'user':
      return { kind: 'user', name: textOf(value, field) ?? '' }
  }
}

function tokenOf(value: Json): Caller {
  const text = textOf(value, 'token') ?? ''
  return insteadOfToken(text) === undefined ? { kind: 'token', text } : stop({ is: 'token' })
}

/** An empty list would mean the default roles only, but no log says that with it. */
const rolesOf = (roles: readonly string[]): Caller =>
  roles.length === 0 || roles.includes('')
    ? stop({ is: 'type', field: 'role' })
    : { kind: 'role', roles }

/** An object, or its JSON in a text, as CSV has it. */
function claimsOf(value: Json): JsonObject {
  if (typeof value === 'string') {
    const parsed = parseJson(value)
    if (parsed.ok && isMap(parsed.value)) return parsed.value as JsonObject
  }
  return isMap(value) ? (value as JsonObject) : stop({ is: 'type', field: 'claims' })
}

function namesOf(value: Json, field: Field, split: (text: string) => string[]): readonly string[] {
  if (typeof value === 'string') return split(value)
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
  return isList ? [...new Set(value as readonly string[])] : stop({ is: 'type', field })
}

function textOf(value: Json | undefined, field: Field): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : stop({ is: 'type', field })
}

function statusOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  // In a column with empty cells, pandas writes 200 as 200.0.
  const status =
    typeof value === 'string' && /^\d{1,3}(?:\.0+)?$/.test(value) ? Number(value) : value
  // nginx and Envoy write 0 or 000 for a call that was never answered.
  const isStatus = Number.isInteger(status) && (status as number) >= 0 && (status as number) <= 999
  return isStatus ? (status as number) : stop({ is: 'type', field: 'status' })
}

function timeOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  return readTime(value) ?? stop({ is: 'type', field: 'time' })
}
