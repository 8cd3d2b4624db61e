import { nearest } from '../nearest.js'
import { problem } from '../problem.js'
import type { RouteFault } from '../problems/route.js'
import type { Source } from '../source.js'
import { canonicalPath } from './canonical-path.js'
import { optionalPaths, ownNotation } from './foreign-notation.js'
import type { Route, Scope } from './model.js'
import { readRequirement } from './read-requirement.js'
import type { Report } from './read-scopes.js'
import { readRouteRequest } from './route-request.js'
import { parseTemplate, type Template } from './route-template.js'
import type { CatalogFile, RouteFile } from './schema.js'

const METHOD = /^[A-Z][A-Z-]*$/

export function readRoutes(
  file: CatalogFile,
  scopes: ReadonlyMap<string, Scope>,
  source: Source,
  report: Report,
): Route[] {
  const routes: Route[] = []
  const shapes = new Map<string, string>()
  for (const [name, form] of Object.entries(file.routes ?? {})) {
    const at = source.locate(['routes', name], 'key')
    const named = readRouteName(name)
    if ('why' in named) {
      report(problem('bad-route-name', { route: name, ...named }, at))
      continue
    }
    const { method, template, pattern } = named
    const other = shapes.get(`${method} ${pattern.shape}`)
    if (other !== undefined) report(problem('same-route', { route: name, other }, at))
    shapes.set(`${method} ${pattern.shape}`, name)

    const path = ['routes', name]
    const long: LongForm = isLong(form) ? form : { needs: form }
    const to = { source, declared: scopes, route: name, report }
    const requirement = readRequirement(long.needs, isLong(form) ? [...path, 'needs'] : path, to)
    const params = readParams(long.params ?? {}, pattern, { name, source, report })
    const description = long.description ?? ''
    const sent = readRouteRequest(long, { name, method, source, report })
    routes.push({ name, method, template, pattern, requirement, description, params, ...sent, at })
  }
  return routes
}

type LongForm = Extract<RouteFile, { needs: unknown }>
const isLong = (form: RouteFile): form is LongForm => typeof form !== 'string' && 'needs' in form

type RouteName =
  | { method: string; template: string; pattern: Template }
  | { why: RouteFault; suggestion?: string; both?: readonly string[] }

/** Reads `METHOD /template`: one upper-case method, one space, a template whose texts are canonical. */
export function readRouteName(name: string): RouteName {
  const space = name.indexOf(' ')
  if (space === -1) return { why: { is: 'form' } }
  const method = name.slice(0, space)
  const template = name.slice(space + 1)
  if (!METHOD.test(method)) {
    const upper = method.toUpperCase()
    return METHOD.test(upper)
      ? { why: { is: 'lower-case-method' }, suggestion: `${upper} ${template}` }
      : { why: { is: 'no-method' } }
  }
  const pattern = parseTemplate(template)
  if ('why' in pattern) return { ...pattern, ...meant(method, template) }
  const written = withoutParams(template)
  const sample = canonicalPath(written)
  if ('why' in sample) return { ...sample, ...meant(method, template) }
  if (sample.path !== written) {
    // No path could ever match it, so a wider route would govern the requests that this one is meant for.
    return { why: { is: 'escape-in-template' } }
  }
  return { method, template, pattern }
}

const withoutParams = (template: string): string => template.replace(/\{[^}]*\}/g, 'x')

/** How the route would be written here, or the two routes that an optional part stands for. */
function meant(method: string, path: string): { suggestion?: string; both?: readonly string[] } {
  const both = optionalPaths(path)
  if (both?.every((each) => near(method, each) !== undefined))
    return { both: both.map((each) => `${method} ${each}`) }
  const suggestion = near(method, ownNotation(path))
  return suggestion === undefined ? {} : { suggestion }
}

function near(method: string, own: string | undefined): string | undefined {
  if (own === undefined || 'why' in parseTemplate(own)) return undefined
  return 'why' in canonicalPath(withoutParams(own)) ? undefined : `${method} ${own}`
}

function readParams(
  params: Readonly<Record<string, string | number>>,
  pattern: Template,
  { name, source, report }: { name: string; source: Source; report: Report },
): Map<string, string> {
  for (const param of Object.keys(params)) {
    if (pattern.params.includes(param)) continue
    const at = source.locate(['routes', name, 'params', param], 'key')
    report(
      problem(
        'unknown-param',
        { param, route: name, suggestion: nearest(param, pattern.params) },
        at,
      ),
    )
  }
  return new Map(Object.entries(params).map(([param, value]) => [param, String(value)]))
}
