import type { Json } from './model.js'

/**
 * Which members of an object are made, by name; `*` is any other name. The value of one that is `later` is made when it is
 * read, but checked at once like the rest of the text. `skip` makes it null and only looks for its end: for a text that was
 * read before.
 */
export interface Outline extends ReadonlyMap<string, Outline | 'later' | 'skip'> {}

const unread = new WeakMap<object, Map<string, string>>()
/** One function for each name, so that objects with the same members have the same shape in memory. */
const getters = new Map<string, () => unknown>()

/** @param text valid JSON, without duplicate names */
export function defineLater(holder: object, name: string, text: string): void {
  const texts = unread.get(holder) ?? new Map<string, string>()
  unread.set(holder, texts.set(name, text))
  Object.defineProperty(holder, name, {
    get: getterOf(name),
    enumerable: true,
    configurable: true,
  })
}

/** The text of a member that nobody has read yet. */
export const unreadText = (holder: object, name: string): string | undefined =>
  unread.get(holder)?.get(name)

function getterOf(name: string): () => unknown {
  const known = getters.get(name)
  if (known) return known
  const getter = function (this: object): unknown {
    const value = JSON.parse(unreadText(this, name) ?? 'null') as Json
    unread.get(this)?.delete(name)
    Object.defineProperty(this, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
    return value
  }
  getters.set(name, getter)
  return getter
}
