import { type Norm, passes } from '../catalog/norm.js'

type Routes = ReadonlyMap<string, Norm>

/** For each scope, the routes that need it in some alternative; and the routes that need no scope. */
interface Needed {
  readonly byScope: ReadonlyMap<string, readonly [number, string, Norm][]>
  readonly always: readonly [number, string, Norm][]
}

const known = new WeakMap<Routes, Needed>()

/**
 * The routes that a token with these scopes may call (undefined: no token), in the order of `routes`. Only routes that
 * need a held scope are examined, so the cost for many roles is that of the routes they allow.
 */
export function routesFor(routes: Routes, held: ReadonlySet<string> | undefined): Set<string> {
  const { byScope, always } = neededOf(routes)
  const open = new Map<number, string>()
  const look = (some: readonly [number, string, Norm][]): void => {
    for (const [number, key, needs] of some) if (passes(needs, held)) open.set(number, key)
  }
  look(always)
  for (const name of held ?? []) look(byScope.get(name) ?? [])
  return new Set([...open].sort(([a], [b]) => a - b).map(([, key]) => key))
}

function neededOf(routes: Routes): Needed {
  const there = known.get(routes)
  if (there) return there
  const byScope = new Map<string, [number, string, Norm][]>()
  const always: [number, string, Norm][] = []
  for (const [number, [key, needs]] of [...routes].entries()) {
    if (needs.level !== 'scopes') always.push([number, key, needs])
    for (const name of new Set(needs.alternatives.flat())) {
      const some = byScope.get(name) ?? []
      byScope.set(name, some)
      some.push([number, key, needs])
    }
  }
  const found = { byScope, always }
  known.set(routes, found)
  return found
}
