import type { Placed } from '../core/openapi/placed.js'
import { unreadText } from '../core/token/json-later.js'
import { gathered } from './gather-edits.js'

type Members = Record<string, unknown>

/**
 * Whether `after` is `before` with these edits, and nothing else is different. Objects are compared once per pair, so
 * values that a document shares through aliases cost no more than its text.
 */
export function isMerged(before: unknown, after: unknown, edits: readonly Placed[]): boolean {
  const at = (pointer: readonly string[]): unknown =>
    pointer.reduce<unknown>((value, step) => own(value, step), before)
  const { changed, added } = gathered(edits, (pointer) => has(at(pointer.slice(0, -1)), pointer))
  const wanted = new Map<unknown, Members>()
  const want = (holder: unknown, name: string, value: unknown): void => {
    const members = wanted.get(holder) ?? (Object.create(null) as Members)
    members[name] = value
    wanted.set(holder, members)
  }
  for (const { pointer, value } of changed)
    want(at(pointer.slice(0, -1)), pointer.at(-1) ?? '', value)
  const replaced = new Map<string, Members>()
  for (const { pointer, members } of added) {
    const holder = at(pointer)
    if (holder === null) replaced.set(JSON.stringify(pointer), members)
    else for (const [name, value] of Object.entries(members)) want(holder, name, value)
  }
  for (const [text, members] of replaced) {
    const pointer = JSON.parse(text) as string[]
    want(at(pointer.slice(0, -1)), pointer.at(-1) ?? '', members)
  }
  return sameWith(wanted)(before, after)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const own = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? (value as Members)[name] : undefined

const has = (holder: unknown, pointer: readonly string[]): boolean =>
  pointer.length === 0 || (isObject(holder) && Object.hasOwn(holder, pointer.at(-1) ?? ''))

/** Whether both have a member with the same text, of which no value was made: no edit is in it. */
function isUnread(a: object, b: object, name: string): boolean {
  const text = unreadText(a, name)
  return text !== undefined && text === unreadText(b, name)
}

function sameWith(wanted: ReadonlyMap<unknown, Members>) {
  // Almost every object is compared with one other: a set for each would take more memory than the objects.
  const compared = new Map<object, object>()
  const again = new Map<object, Set<object>>()
  const isKnown = (a: object, b: object): boolean => {
    const first = compared.get(a)
    if (first === undefined) compared.set(a, b)
    if (first === undefined || first === b) return first === b
    const others = again.get(a) ?? new Set()
    if (others.has(b)) return true
    again.set(a, others.add(b))
    return false
  }
  return function same(a: unknown, b: unknown): boolean {
    if (!isObject(a) || !isObject(b)) return Object.is(a, b)
    if (Array.isArray(a) !== Array.isArray(b)) return false
    if (isKnown(a, b)) return true
    const changes = wanted.get(a)
    const names = new Set([...Object.keys(a), ...Object.keys(changes ?? {})])
    if (Object.keys(b).length !== names.size) return false
    return [...names].every((name) => {
      if (!Object.hasOwn(b, name)) return false
      const isChanged = changes !== undefined && name in changes
      if (!isChanged && isUnread(a, b, name)) return true
      return same(isChanged ? changes[name] : own(a, name), own(b, name))
    })
  }
}
