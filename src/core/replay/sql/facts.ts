import type { Catalog } from '../../catalog/model.js'
import { pathExpression, type Spelt } from '../../export/path-rules.js'
import { type PolicyRoute, rulesOf } from '../../export/policy.js'
import { byCodeUnit } from '../../word.js'
import type { Cell } from './literal.js'

/** The catalog as relations: rows of constants. Routes and requirements have numbers, in the order of their names. */
export interface SqlFacts {
  /** `number, name, shape, key, pattern, requires` of each route. */
  readonly routes: readonly (readonly Cell[])[]
  /** Which of their segments are text: `number, method, rank, segments, rest, open, text1, text2, …`. */
  readonly shapes: readonly (readonly Cell[])[]
  /** The most segments that a shape compares. */
  readonly width: number
  /** `route, target, own`: a route that matches counts itself, and removes the wider ones. */
  readonly precedence: readonly (readonly Cell[])[]
  /** `number, level`. */
  readonly requirements: readonly (readonly Cell[])[]
  /** `requires, way, scope, size`: each way is a set of scopes, all of which are needed. */
  readonly ways: readonly (readonly Cell[])[]
  /** `giver, scope`: which scope of a token counts as which needed one. */
  readonly givers: readonly (readonly Cell[])[]
}

/** Everything that the decision reads from the catalog. */
export function factsOf(catalog: Catalog, spelt: Spelt): SqlFacts {
  const rules = rulesOf(catalog)
  const routes = [...rules.routes].sort((a, b) => byCodeUnit(a.name, b.name))
  const numbers = new Map(routes.map(({ name }, i) => [name, i + 1]))
  const numberOf = (name: string): number => numbers.get(name) ?? 0
  const needs = [...new Map(routes.map((route) => [route.requires, route]))].sort(([a], [b]) =>
    byCodeUnit(a, b),
  )
  const needNumbers = new Map(needs.map(([requires], i) => [requires, i + 1]))
  const shapes = shapesOf(routes)
  return {
    routes: routes.map((route, i) => [
      i + 1,
      route.name,
      shapes.numbers.get(shapeText(route)) ?? 0,
      keyOf(route, shapes.width),
      isSimple(route) ? '' : `^(?:${pathExpression(route.pattern, spelt)})$`,
      needNumbers.get(route.requires) ?? 0,
    ]),
    shapes: shapes.rows,
    width: shapes.width,
    precedence: routes.flatMap(({ name, narrower }) => [
      [numberOf(name), numberOf(name), 1],
      ...narrower.map((inner) => [numberOf(inner), numberOf(name), 0]),
    ]),
    requirements: needs.map(([, { level }], i) => [i + 1, level]),
    ways: needs.flatMap(([, { anyOf }], i) =>
      anyOf.flatMap((scopes, way) => scopes.map((scope) => [i + 1, way + 1, scope, scopes.length])),
    ),
    givers: [...rules.givenBy].flatMap(([scope, givers]) => givers.map((giver) => [giver, scope])),
  }
}

/** Each segment is text or a parameter: then its shape and texts say everything. Otherwise an expression decides as well. */
const isSimple = ({ pattern }: PolicyRoute): boolean =>
  pattern.segments.every(
    ({ plain }) => plain.length === 1 || (plain.length === 2 && plain.join('') === ''),
  )

/** A path without an empty last segment, since a parameter has at least one character. */
const isOpen = ({ segments, hasRest }: PolicyRoute): boolean => !hasRest && segments.at(-1) === null

const shapeText = (route: PolicyRoute): string =>
  [
    route.method,
    route.segments.map((text) => (text === null ? '*' : 'x')).join(''),
    route.hasRest,
  ].join(' ')

function shapesOf(routes: readonly PolicyRoute[]) {
  const distinct = [...new Map(routes.map((route) => [shapeText(route), route]))].sort(([a], [b]) =>
    byCodeUnit(a, b),
  )
  const width = Math.max(0, ...routes.map(({ segments }) => segments.findLastIndex(isText) + 1))
  const rows = distinct.flatMap(([, route], i) => {
    const { method, segments, hasRest } = route
    const texts = Array.from({ length: width }, (_, at) => (isText(segments[at] ?? null) ? 1 : 0))
    const row = (asked: string, rank: number): Cell[] => [
      ...[i + 1, asked, rank, segments.length, hasRest ? 1 : 0, isOpen(route) ? 1 : 0],
      ...texts,
    ]
    // HEAD falls back to GET.
    return method === 'GET' ? [row('GET', 0), row('HEAD', 1)] : [row(method, 0)]
  })
  return { rows, width, numbers: new Map(distinct.map(([text], i) => [text, i + 1])) }
}

const isText = (segment: string | null): boolean => segment !== null

/** The texts of the segments that its shape compares. */
const keyOf = ({ segments }: PolicyRoute, width: number): string =>
  Array.from({ length: width }, (_, i) => segments[i] ?? '').join('/')
