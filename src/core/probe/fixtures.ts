import type { Catalog, Fixture, Route } from '../catalog/model.js'
import type { Segment, Template } from '../catalog/route-template.js'
import { isSafe } from './methods.js'
import type { Planned } from './model.js'
import { pathFor } from './paths.js'
import type { PlanSettings } from './plan.js'

/** In a planned path: the id of a resource that does not exist yet. */
const PLACEHOLDER = 'CREATED_ID'

/** How a route uses a fixture: its paths begin with that of the resource, whose id is this parameter of the route. */
export interface Coverage {
  readonly fixture: Fixture
  readonly param: string
}

/** The fixture that creates the resource of a write: the first one whose `remove` is the beginning of the route's template. */
export function coverageOf(
  { fixtures }: Catalog,
  { method, pattern }: Route,
): Coverage | undefined {
  if (isSafe(method)) return undefined
  for (const fixture of fixtures) {
    const { pattern: prefix } = fixture.remove
    const param = pattern.params[prefix.params.indexOf(fixture.param)]
    if (param !== undefined && beginsWith(pattern, prefix)) return { fixture, param }
  }
  return undefined
}

const beginsWith = ({ segments }: Template, { segments: first }: Template): boolean =>
  first.every((segment, i) => isAlike(segment, segments[i]))

const isAlike = ({ texts }: Segment, other: Segment | undefined): boolean =>
  other !== undefined && JSON.stringify(texts) === JSON.stringify(other.texts)

/** The parameters of a route: the id is not known before the resource is created. */
export function settingsFor(catalog: Catalog, route: Route, settings: PlanSettings): PlanSettings {
  const coverage = settings.allowWrites ? coverageOf(catalog, route) : undefined
  if (!coverage) return settings
  return { ...settings, params: new Map([...settings.params, [coverage.param, PLACEHOLDER]]) }
}

/** The methods of fixtures that are needed for the routes, and that may not be sent. */
export function notSent(
  catalog: Catalog,
  { methods, allowWrites }: PlanSettings,
): { readonly create: string; readonly methods: string[] } | undefined {
  if (!allowWrites) return undefined
  for (const route of catalog.routes) {
    const fixture = methods.has(route.method) ? coverageOf(catalog, route)?.fixture : undefined
    if (!fixture) continue
    const { create, remove } = fixture
    const needed = [...new Set([create.method, remove.method])].filter((each) => !methods.has(each))
    if (needed.length > 0) return { create: create.name, methods: needed }
  }
  return undefined
}

/** The planned request for the resource with this id; undefined if its path would belong to another route. */
export function withId(
  catalog: Catalog,
  route: Route,
  settings: PlanSettings,
  { param }: Coverage,
  id: string,
): ((planned: Planned) => Planned) | undefined {
  const at = (value: string) =>
    pathFor(catalog, route, new Map([...settings.params, [param, value]]))
  const [from, to] = [at(PLACEHOLDER), at(id)]
  if ('why' in from || 'why' in to) return undefined
  return (planned) => (planned.path === from.path ? { ...planned, path: to.path } : planned)
}
