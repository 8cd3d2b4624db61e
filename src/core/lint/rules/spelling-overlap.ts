import { hasNewWay, letsInMore } from '../../catalog/looser.js'
import { matchRoute } from '../../catalog/match-route.js'
import type { Requirement, Route } from '../../catalog/model.js'
import { ANY, readable } from '../../catalog/overlap.js'
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
      const match = matchRoute(catalog, route.method, path)
      const governs = match.kind === 'route' && [match.route, ...match.also].includes(route)
      if (governs) add(route, other, path)
    }
    for (const [{ name, method, at }, [first, ...more]] of found) {
      if (!first) continue
      const path = `${method} ${readable(first.path)}`
      yield { at, name, args: { route: name, other: first.other.name, path, more: more.length } }
    }
  },
})

/** Whether both are decided, and `one` accepts callers that `other` rejects. */
const isLaxer = (one: Requirement, other: Requirement): boolean =>
  one.level !== 'undecided' &&
  other.level !== 'undecided' &&
  (letsInMore(other, one) || hasNewWay(other, one))

/** Paths of a route with the case of one segment or of all segments changed, or with the trailing slash toggled. */
function* otherSpellings({ pattern: { segments, tail } }: Route): Generator<string> {
  const parts = segments.map(({ texts }) => texts.join(ANY))
  const rest = tail === undefined ? [] : [ANY]
  const changed = segments.map((segment, i) =>
    hasCase(segment) ? swapCase(parts[i] ?? '') : parts[i],
  )
  const pathOf = (all: readonly (string | undefined)[]): string => `/${[...all, ...rest].join('/')}`
  if (tail === undefined && parts.join('') !== '') {
    yield parts.at(-1) === '' ? pathOf(parts.slice(0, -1)) : pathOf([...parts, ''])
  }
  for (const [i, part] of changed.entries())
    if (part !== parts[i]) yield pathOf(parts.with(i, part ?? ''))
  yield pathOf(changed)
}

const ESCAPE = /(%[0-9A-F]{2})/

const hasCase = ({ texts }: Segment): boolean =>
  texts.some((text) => text.split(ESCAPE).some((part, i) => i % 2 === 0 && /[A-Za-z]/.test(part)))

/** Changes ASCII letters outside escapes. */
const swapCase = (text: string): string =>
  text
    .split(ESCAPE)
    .map((part, i) => {
      if (i % 2 === 1) return part
      return part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()
    })
    .join('')
