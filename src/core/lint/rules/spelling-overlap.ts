import { hasNewWay, letsInMore } from '../../catalog/looser.js'
import { matchRoute } from '../../catalog/match-route.js'
import type { Catalog, Requirement, Route } from '../../catalog/model.js'
import { ANY, pathOf } from '../../catalog/overlap.js'
import type { Segment } from '../../catalog/route-template.js'
import { respelled } from '../respelled.js'
import { defineRule } from '../rule.js'

export const spellingOverlap = defineRule({
  code: 'spelling-overlap',
  severity: 'warning',
  why: [
    'A route also matches paths that differ from a stricter route only in case or a trailing slash.',
    'Servers disagree about such paths: Express runs the stricter route, FastAPI and Fastify run this',
    'one. `check --as-server express` exits with 2 for them, and forward-auth rejects them until',
    '`serve --router` says how the API matches paths.',
    'Give both routes the same requirement, narrow the wider one, or ignore this with a reason,',
    'for example that the server matches paths exactly.',
  ],
  example: {
    bad: {
      catalog: `scopes: { admin: Administer }
roles:
  boss: { scopes: [admin] }
routes:
  GET /admin/users: admin
  GET /{path*}: public
`,
    },
    good: {
      catalog: `scopes: { admin: Administer }
roles:
  boss: { scopes: [admin] }
routes:
  GET /admin/users: admin
  GET /assets/{path*}: public
`,
    },
  },
  *check({ catalog }) {
    const found = new Map<Route, { readonly other: Route; readonly path: string }[]>()
    const add = (route: Route, other: Route, path: string): void => {
      const pairs = found.get(route) ?? []
      found.set(route, pairs)
      if (!pairs.some((pair) => pair.other === other)) pairs.push({ other, path })
    }
    for (const route of catalog.routes) {
      for (const path of otherSpellings(route)) {
        const match = matchRoute(catalog, route.method, path)
        if (match.kind !== 'route' || !isLaxer(match.route.requirement, route.requirement)) continue
        add(match.route, route, path)
      }
    }
    for (const { route, other, path } of respelled(catalog.routes)) {
      if (!isLaxer(route.requirement, other.requirement)) continue
      if (governs(catalog, route, path)) add(route, other, path)
    }
    for (const [route, [first, ...more]] of found) {
      const path = first && pathOf(first.path, (each) => governs(catalog, route, each))
      if (!first || path === undefined) continue
      const { name, method, at } = route
      const names = { route: name, other: first.other.name, path: `${method} ${path}` }
      yield { at, name, args: { ...names, more: more.length } }
    }
  },
})

function governs(catalog: Catalog, route: Route, path: string): boolean {
  const match = matchRoute(catalog, route.method, path)
  return match.kind === 'route' && [match.route, ...match.also].includes(route)
}

/** Whether both are decided, and `one` accepts callers that `other` rejects. */
const isLaxer = (one: Requirement, other: Requirement): boolean =>
  one.level !== 'undecided' &&
  other.level !== 'undecided' &&
  (letsInMore(other, one) || hasNewWay(other, one))

/** Paths of a route with the case of one segment or of all segments changed, or with the trailing slash toggled. */
function* otherSpellings({ pattern: { segments, tail } }: Route): Generator<string> {
  const parts = segments.map(({ plain }) => plain.join(ANY))
  const rest = tail === undefined ? [] : [ANY]
  const changed = segments.map((segment, i) =>
    hasCase(segment) ? swapCase(parts[i] ?? '') : parts[i],
  )
  const whole = (all: readonly (string | undefined)[]): string => `/${[...all, ...rest].join('/')}`
  if (tail === undefined && parts.join('') !== '') {
    yield parts.at(-1) === '' ? whole(parts.slice(0, -1)) : whole([...parts, ''])
  }
  for (const [i, part] of changed.entries())
    if (part !== parts[i]) yield whole(parts.with(i, part ?? ''))
  yield whole(changed)
}

const hasCase = ({ plain }: Segment): boolean => plain.some((text) => /[A-Za-z]/.test(text))

/** Changes ASCII letters: servers that ignore case compare escapes of others as they are written. */
const swapCase = (text: string): string => {
  const upper = text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
  return text === upper ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : upper
}
