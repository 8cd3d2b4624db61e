import { countMembers } from './cost.js'
import { isMembers, own, type Place } from './document.js'
import type { Resolver } from './resolve.js'

/** The names of the path parameters that these declare: a path item, and an operation of it. */
export function pathParameters(holders: readonly Place[], resolver: Resolver): Set<string> {
  const names = new Set<string>()
  for (const { file, value } of holders) {
    const list = own(value, 'parameters')
    if (!Array.isArray(list)) continue
    countMembers(list.length, resolver)
    for (const each of list) {
      const found = resolver.follow({ file, value: each })
      if (!found.ok || !isMembers(found.place.value)) continue
      const name = own(found.place.value, 'name')
      if (own(found.place.value, 'in') === 'path' && typeof name === 'string') names.add(name)
    }
  }
  return names
}
