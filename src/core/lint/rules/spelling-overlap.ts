import { hasNewWay, letsInMore } from '../../catalog/looser.js'
import { matchRoute } from '../../catalog/match-route.js'
import type { Requirement, Route } from '../../catalog/model.js'
import { ANY, readable } from '../../catalog/overlap.js'
import type { Segment } from '../../catalog/route-template.js'
import { defineRule } from '../rule.js'

export const spellingOverlap = defineRule({
  code: 'spelling-overlap',
  severity: 'warning',
  why: [
    'A route takes paths that differ from those of a stricter route only in case or in a slash at',
    'the end. Servers differ here: Express runs the stricter route for them, FastAPI and Fastify run',
    'this one. So it is not known who is let in: `check --as-server express` has no answer for such a',
    'path, and forward-auth refuses it until `serve --router` says how the API matches paths.',
    'Give both routes one requirement, make the wider one narrower, or ignore this with the reason,',
    'such as that the server matches paths exactly.',
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
    for (const route of catalog.routes) {
      for (const path of otherSpellings(route)) {
        const match = matchRoute(catalog, route.method, path)
        if (match.kind !== 'route' || !isLaxer(match.route.requirement, route.requirement)) continue
        const pairs = found.get(match.route) ?? []
        found.set(match.route, pairs)
        if (pairs.at(-1)?.other !== route) pairs.push({ other: route, path })
      }
    }
    for (const [{ name, method, at }, [first, ...more]] of found) {
      if (!first) continue
      const path = `${method} ${readable(first.path)}`
      yield { at, name, args: { route: name, other: first.other.name, path, more: more.length } }
    }
  },
})

/** Both are decided, and the one may let in whom the other refuses. */
const isLaxer = (one: Requirement, other: Requirement): boolean =>
  one.level !== 'undecided' &&
  other.level !== 'undecided' &&
  (letsInMore(other, one) || hasNewWay(other, one))

/** Paths of a route with the case of one segment changed, of all of them, or with a slash more or less at the end. */
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

/** Of ASCII letters; those of escapes are none. */
const swapCase = (text: string): string =>
  text
    .split(ESCAPE)
    .map((part, i) => {
      if (i % 2 === 1) return part
      return part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()
    })
    .join('')
