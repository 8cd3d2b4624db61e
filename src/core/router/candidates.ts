import type { Catalog, Route } from '../catalog/model.js'
import { gather, insert, type Node } from '../catalog/route-trie.js'
import { FOLDING, foldedParts } from './loose.js'
import { withoutSlash } from './match-parts.js'
import type { Target } from './model.js'

type Tries = ReadonlyMap<string, Node>

const known = new WeakMap<Catalog['routes'], Tries>()

/** At least all routes that some router might match to the path, in file order. */
export function candidates(
  { routes }: Pick<Catalog, 'routes'>,
  methods: readonly string[],
  target: Target,
): Route[] {
  const tries = known.get(routes) ?? triesOf(routes)
  known.set(routes, tries)
  const found: number[] = []
  for (const method of methods) {
    const root = tries.get(method)
    for (const parts of root ? spellingsOf(target) : []) gather(root as Node, parts, FOLDING, found)
  }
  return [...new Set(found)].sort((a, b) => a - b).flatMap((number) => routes[number] ?? [])
}

/** The parts of the path, with and without a trailing slash; if it has escapes, also those of its undecoded forms. */
function spellingsOf({ raw, path }: Target): (readonly string[])[] {
  const written = raw.includes('%')
    ? [raw, path].map((text) => text.toLowerCase().slice(1).split('/'))
    : []
  return [foldedParts(path), ...written].flatMap((parts) => [
    parts,
    withoutSlash(parts, (part) => part === ''),
  ])
}

function triesOf(routes: readonly Route[]): Tries {
  const tries = new Map<string, Node>()
  for (const [number, { method, pattern }] of routes.entries()) {
    const root = tries.get(method) ?? {}
    tries.set(method, root)
    insert(root, pattern, number, FOLDING)
  }
  return tries
}
