import type { Json, JsonObject } from '../token/model.js'
import { readClaim } from '../token/pointer.js'

/** The fields of a call (docs/replay.md). `request` is a whole request line: method, target and version. */
export const FIELDS = [
  'method',
  'path',
  'request',
  'token',
  'claims',
  'scopes',
  'role',
  'user',
  'status',
  'client',
  'time',
] as const
export type Field = (typeof FIELDS)[number]

/** What logs usually call each field, for lines without a mapping of their own. */
const USUAL: Readonly<Record<Field, readonly string[]>> = {
  method: ['method', 'request_method'],
  path: ['path', 'uri', 'request_uri', 'url'],
  request: ['request'],
  token: ['token', 'authorization'],
  claims: ['claims', 'jwt_payload'],
  scopes: ['scopes', 'scope'],
  role: ['role', 'roles'],
  user: ['user'],
  status: ['status', 'response_code', 'status_code'],
  client: ['client', 'client_id'],
  time: ['time', 'timestamp', '@timestamp', 'start_time'],
}

/** The names to look for, in order; [] for a field that the logs do not have. */
export type FieldNames = Readonly<Record<Field, readonly string[]>>

/** @param mapped a name or JSON pointer for some of the fields; '' if the log's field of that name means something else */
export function fieldNames(mapped: ReadonlyMap<Field, string>): FieldNames {
  const named = (field: Field): readonly string[] => {
    const name = mapped.get(field)
    return name === undefined ? USUAL[field] : name === '' ? [] : [name]
  }
  return Object.fromEntries(FIELDS.map((field) => [field, named(field)])) as FieldNames
}

/**
 * The value of a field: the first of its names that the line has with a value; null if it only has empty ones, undefined
 * without any of them. An empty text and `-` are empty in every format: gateways write them for what a request does not have,
 * and a caller without a token must not become one with an empty scope claim, or with a scope of that name.
 */
export function fieldValue(line: JsonObject, names: readonly string[]): Json | undefined {
  let found: null | undefined
  for (const name of names) {
    const value = name.startsWith('/')
      ? readClaim(line, name)
      : Object.hasOwn(line, name)
        ? line[name]
        : undefined
    if (value === undefined) continue
    if (value !== null && value !== '-' && value !== '') return value
    found = null
  }
  return found
}
