import { RESERVED_NAMES } from '../core/plain-map.js'
import { isLevel, isScopeToken } from '../core/scope-token.js'

/** Splits a typed line into names, without duplicates. */
export const words = (text: string): string[] => [
  ...new Set(text.split(/\s+/).filter((word) => word !== '')),
]

/** What is wrong with typed names, as a message; undefined if nothing is. */
export function badScopes(text: string): string | undefined {
  const names = words(text)
  if (names.length === 0) return 'name at least one scope'
  for (const name of names) {
    if (name.endsWith(',')) return 'no commas: separate names by spaces'
    if (!isScopeToken(name))
      return `${name} is not a valid scope: ASCII only, without quotes and backslashes`
    if (name.includes('*')) return `${name}: a scope name cannot contain *`
    if (isLevel(name) || RESERVED_NAMES.has(name)) return `${name} is reserved: choose another name`
  }
  return undefined
}

export function badRoles(text: string): string | undefined {
  const names = words(text)
  if (names.length === 0) return 'name at least one role'
  if (names.some((name) => name.endsWith(','))) return 'no commas: separate names by spaces'
  return names.map(badName).find((wrong) => wrong !== undefined)
}

export const badUser = (text: string): string | undefined =>
  text.trim() === '' ? 'enter a name' : badName(text.trim())

const badName = (name: string): string | undefined =>
  RESERVED_NAMES.has(name) || name === '<<'
    ? `${name} is reserved: choose another name`
    : badText(name)

export const badText = (text: string): string | undefined =>
  /[\p{Control}\p{Surrogate}]/u.test(text) ? 'control characters are not allowed' : undefined
