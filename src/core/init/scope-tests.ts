import type { Catalog, Route } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { satisfies, tokenAlternatives } from '../catalog/requirement.js'
import type { Value } from './draft.js'
import { testOf } from './suite-parts.js'

/** A way into a route: all of these scopes. */
interface Way {
  readonly route: Route
  readonly scopes: readonly string[]
  /** Its scopes in a fixed order. */
  readonly key: string
}

/**
 * What a token with certain scopes may call, whoever holds it: each scope by itself, also where it is not enough, then each
 * combination that a route needs. Changes to roles do not affect these tests; changes to routes make them fail.
 */
export function scopeTests(catalog: Catalog): Value[] {
  const ways = catalog.routes.flatMap((route) =>
    tokenAlternatives(route.requirement)
      .filter(({ length }) => length > 0)
      .map((scopes): Way => ({ route, scopes, key: keyOf(scopes) })),
  )
  const single = [...new Set(ways.flatMap(({ scopes }) => scopes))].map((scope) => [scope])
  const combined = ways.map(({ scopes }) => scopes).filter(({ length }) => length > 1)
  return [...distinct([...single, ...combined])].flatMap(([key, scopes]) =>
    testOf(
      { scopes: scopes.join(' ') },
      {
        allow: named(ways.filter((way) => way.key === key)),
        forbidden: named(
          ways.filter((way) => isPartOf(scopes, way) && isDenied(catalog, way, scopes)),
        ),
      },
    ),
  )
}

const isPartOf = (scopes: readonly string[], way: Way): boolean =>
  scopes.length < way.scopes.length && scopes.every((name) => way.scopes.includes(name))

/** Allowed also by servers that expand implied scopes: if the two views differ, a test without `enforce` fails. */
const isDenied = (catalog: Catalog, { route }: Way, scopes: readonly string[]): boolean =>
  !satisfies(route.requirement, close(catalog.implied, scopes))

const keyOf = (scopes: readonly string[]): string => [...scopes].sort().join(' ')

const distinct = (sets: readonly (readonly string[])[]): Map<string, readonly string[]> =>
  new Map(sets.map((scopes) => [keyOf(scopes), scopes]))

const named = (ways: readonly Way[]): string[] => [...new Set(ways.map(({ route }) => route.name))]
