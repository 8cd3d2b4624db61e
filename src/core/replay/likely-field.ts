import { isMap } from '../plain-map.js'
import type { JsonObject } from '../token/model.js'

/** The ends of names that logs use, and what the values look like. */
const SIGNS = {
  method: { name: /(?:method|verb)$/i, value: /^[A-Z]+$/ },
  path: { name: /(?:path|ur[il]|target)$/i, value: /^(?:\/|https?:\/\/)/ },
} as const

const DEPTH = 3
/** What needs no quotes in a shell, and no escapes in a JSON pointer. */
const PLAIN = /^[\w@.-]{1,50}$/

/**
 * Where a line has a field under another name: a name, or a JSON pointer into its objects (`/req/method`). The nearest to
 * the top, for a hint only: another field may be meant. Undefined if nothing looks like it.
 */
export function likelyField(line: JsonObject, field: keyof typeof SIGNS): string | undefined {
  const { name, value } = SIGNS[field]
  let level: readonly (readonly [parents: string, JsonObject])[] = [['', line]]
  for (let depth = 0; depth < DEPTH; depth++) {
    const members = level.flatMap(([parents, map]) =>
      Object.entries(map)
        .filter(([key]) => PLAIN.test(key))
        .map(([key, each]) => ({ key, each, at: `${parents}/${key}` })),
    )
    const found = members.find(
      ({ key, each }) => name.test(key) && typeof each === 'string' && value.test(each),
    )
    if (found) return depth === 0 ? found.key : found.at
    level = members.flatMap(({ at, each }) => (isMap(each) ? [[at, each as JsonObject]] : []))
  }
  return undefined
}
