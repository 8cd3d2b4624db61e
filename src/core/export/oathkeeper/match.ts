import type { Policy, PolicyRoute } from '../policy.js'

/**
 * A character of a path as Oathkeeper sees it, decoded. Not those that `check` refuses in any spelling, and not the one that
 * stands for bytes that are not UTF-8.
 */
const REFUSED = '%;\\\\\\x00-\\x1f\\x7f-\\x9f\\ufffd'
const HOLE = `[^/${REFUSED}]+`
const REST = `[^${REFUSED}]`

/** A rule of Oathkeeper: for some methods, the paths that a regular expression (of regexp2) matches. */
export interface RouteMatch {
  readonly id: string
  readonly methods: readonly string[]
  readonly url: string
}

/**
 * The rules of a route. A path must match one rule at most, so what narrower routes have is excluded, and of several routes
 * that require the same, the first has what they share. Where routes contradict each other, two rules match: a denial.
 */
export function matchesOf(route: PolicyRoute, { routes }: Policy): RouteMatch[] {
  const own = urlOf(route, routes, [])
  if (route.method !== 'GET') return [{ id: route.name, methods: [route.method], url: own }]
  // A GET route also governs HEAD where no HEAD route has the path.
  const heads = routes.filter((each) => each.method === 'HEAD' && mayMeet(each, route))
  if (heads.length === 0) return [{ id: route.name, methods: ['GET', 'HEAD'], url: own }]
  return [
    { id: route.name, methods: ['GET'], url: own },
    {
      id: `${route.name} for HEAD`,
      methods: ['HEAD'],
      url: urlOf(route, routes, heads.map(pathOf)),
    },
  ]
}

function urlOf(
  route: PolicyRoute,
  routes: readonly PolicyRoute[],
  others: readonly string[],
): string {
  const byName = new Map(routes.map((each) => [each.name, each]))
  const governed = (each: PolicyRoute): string => {
    const inner = each.narrower.flatMap((name) => byName.get(name) ?? [])
    return `${except(inner.map(pathOf))}${pathOf(each)}`
  }
  const earlier = routes.slice(0, routes.indexOf(route))
  const alike = earlier.filter(
    (each) =>
      each.method === route.method &&
      each.requires === route.requires &&
      !route.narrower.includes(each.name) &&
      mayMeet(each, route),
  )
  return `<https?>://<[^/]*><${except(others)}${except(alike.map(governed))}${governed(route)}>`
}

const except = (paths: readonly string[]): string => paths.map((path) => `(?!${path})`).join('')

/** With its end: `$` would also match before a line break. */
function pathOf({ parts, hasRest }: PolicyRoute): string {
  const segments = parts.map((texts) => texts.map(literal).join(HOLE))
  // Oathkeeper removes a slash at the end, except that of the root.
  const rest = hasRest ? [`${REST}${parts.length === 0 ? '*' : '+'}`] : []
  return `/${[...segments, ...rest].join('/')}\\z`
}

/** Without the brackets that delimit expressions in a rule. */
const literal = (text: string): string =>
  text.replace(/[^A-Za-z0-9_/-]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    if (code > 0x7f) return char
    return /[<>\s]/.test(char) ? `\\x${code.toString(16).padStart(2, '0')}` : `\\${char}`
  })

/** False only if no path matches both. */
function mayMeet(a: PolicyRoute, b: PolicyRoute): boolean {
  const [short, long] = a.segments.length <= b.segments.length ? [a, b] : [b, a]
  if (short.segments.length < long.segments.length && !short.hasRest) return false
  return short.segments.every((text, i) => {
    const other = long.segments[i]
    return text === null || other === null || text === other
  })
}

/**
 * A route whose paths Oathkeeper cannot tell from those of this one: without its final slash, `/files/` is `/files`, which
 * another route may have. Undefined: there is none, or it requires the same.
 */
export function emptiedBy(route: PolicyRoute, { routes }: Policy): PolicyRoute | undefined {
  if (!route.hasRest || route.parts.length === 0) return undefined
  const without = { ...route, hasRest: false }
  const methods = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]
  return routes.find(
    (other) =>
      other !== route &&
      (methods.includes(other.method) || (route.method === 'HEAD' && other.method === 'GET')) &&
      other.requires !== route.requires &&
      mayMeet(other, without),
  )
}
