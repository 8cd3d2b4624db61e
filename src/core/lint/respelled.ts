import type { Route } from '../catalog/model.js'
import { ANY } from '../catalog/overlap.js'
import { type Segment, type Template, templateContains } from '../catalog/route-template.js'
import { overlapping } from './overlaps.js'

/** A path of `route`, in its own spelling, that is also one of `other` if case and a trailing slash are ignored. */
export interface Respelled {
  readonly route: Route
  readonly other: Route
  readonly path: string
}

/**
 * Every two routes with paths that differ only in case or a trailing slash: `/a/{id}` and `/A/x`. In both directions.
 */
export function* respelled(routes: readonly Route[]): Generator<Respelled> {
  const originals = new Map(routes.map((route) => [folded(route), route]))
  for (const { first, second } of overlapping([...originals.keys()])) {
    for (const [one, another] of [
      [first, second],
      [second, first],
    ] as const) {
      const [route, other] = [originals.get(one), originals.get(another)]
      if (!route || !other) continue
      const path = pathIn(route.pattern, other.pattern)
      if (templateContains(other.pattern, path)) continue
      const plain = path.toLowerCase().replace(/(.)\/$/, '$1')
      if (templateContains(another.pattern, plain)) yield { route, other, path }
    }
  }
}

/** The route as matched by a server that ignores case and a trailing slash; most routes are written so, and are not copied. */
function folded(route: Route): Route {
  const { segments, tail } = route.pattern
  const isSlash = ({ plain }: Segment) => plain.length === 1 && plain[0] === ''
  const last = segments.at(-1)
  const kept =
    tail === undefined && last && isSlash(last) && segments.length > 1
      ? segments.slice(0, -1)
      : segments
  const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase())
  const isLower = (texts: readonly string[]) => texts.every((text) => text === text.toLowerCase())
  if (kept === segments && kept.every(({ texts, plain }) => isLower(texts) && isLower(plain))) {
    return route
  }
  const low = kept.map((each) => ({
    ...each,
    texts: lower(each.texts),
    plain: lower(each.plain),
  }))
  return { ...route, pattern: { ...route.pattern, segments: low } }
}

/** A path of `own`, with the other template's text wherever any text would do. */
function pathIn(own: Template, other: Template): string {
  const parts = own.segments.map((segment, i) => partOf(segment, other.segments[i]))
  if (own.tail === undefined) return `/${parts.join('/')}`
  const rest = other.segments.slice(own.segments.length).map(({ plain }) => plain.join(ANY))
  return `/${[...parts, ...rest, ...(other.tail === undefined && rest.length > 0 ? [] : [ANY])].join('/')}`
}

function partOf({ plain }: Segment, other: Segment | undefined): string {
  const [first = '', last = ''] = [plain[0], plain.at(-1)]
  if (plain.length === 1) return first
  const text = other?.plain.length === 1 ? (other.plain[0] ?? '') : ''
  const middle = text.slice(first.length, text.length - last.length)
  return middle === '' ? plain.join(ANY) : first + middle + last
}
