import type { Fixture } from '../catalog/model.js'
import type { Received } from './model.js'

/** A longer id would not be one. */
const LONGEST = 512

/**
 * The id of a resource that was just created: the named field of the JSON answer, or the part of its Location where
 * `remove` has the parameter.
 */
export function createdId({ id, remove, param }: Fixture, answer: Received): string | undefined {
  const found =
    id === undefined ? inLocation(answer.location, remove.template, param) : inJson(id, answer.body)
  // Half of a surrogate pair cannot be part of a URL.
  const isUsable = found !== undefined && found !== '' && !/\p{Surrogate}/u.test(found)
  return isUsable && found.length <= LONGEST ? found : undefined
}

function inJson(field: string, body: string): string | undefined {
  const names = field.startsWith('/')
    ? field
        .slice(1)
        .split('/')
        .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    : [field]
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined
  return typeof value === 'string' ? value : undefined
}

/** Only the path counts: behind a proxy, a server may not know its own origin or path prefix. */
function inLocation(
  location: string | undefined,
  template: string,
  param: string,
): string | undefined {
  const base = 'http://location.invalid'
  if (location === undefined || !URL.canParse(location, base)) return undefined
  const parts = new URL(location, base).pathname.split('/')
  // What follows the parameter in the template follows the id in the address.
  const after = template.split('/').reverse().indexOf(`{${param}}`)
  const part = after < 0 ? undefined : parts[parts.length - 1 - after]
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    return undefined
  }
}
