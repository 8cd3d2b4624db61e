import type { Found } from '../problems/token.js'
import { type Written, WrittenNumber } from './written-number.js'

const LONGEST = 120

/** A value as a fact for a message: objects and lists by type only, long text cut. */
export function foundIn(value: Written | undefined): Found {
  if (value === undefined) return { type: 'missing' }
  if (value === null) return { type: 'null' }
  if (Array.isArray(value)) return { type: 'array' }
  if (value instanceof WrittenNumber) return { type: 'number', value: value.text }
  switch (typeof value) {
    case 'string':
      return { type: 'string', value: cut(value) }
    case 'number':
      return { type: 'number', value }
    case 'boolean':
      return { type: 'boolean', value }
    default:
      return { type: 'object' }
  }
}

/** An own member, or undefined: a claim called `constructor` does not exist just because objects have one. */
export function own<V extends Written>(
  object: { readonly [name: string]: V },
  name: string,
): V | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

export function cut(text: string): string {
  if (text.length <= LONGEST) return text
  // Never between the halves of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST
  return `${text.slice(0, end)}…`
}
