import { fail } from '../errors.js'
import { matchesGlob, similarNames } from '../glob.js'
import type { FilterFlag } from '../problems/filter.js'
import type { Catalog, Route } from './model.js'
import { writtenAlternatives } from './requirement.js'
import { isGlob } from './scope-glob.js'

/** What a list is narrowed to. Each is a list of globs, one of which must match; left out: everything. */
export interface Filters {
  readonly role?: readonly string[] | undefined
  readonly scope?: readonly string[] | undefined
  readonly path?: readonly string[] | undefined
  readonly method?: readonly string[] | undefined
}

/** How many names are listed if none is similar. */
const FEW = 12

export const isFiltered = (filters: Filters): boolean =>
  Object.values(filters).some((globs) => globs !== undefined)

/** Whether one of the globs matches; without globs everything does. */
export const passes = (globs: readonly string[] | undefined, name: string): boolean =>
  globs === undefined || globs.some((glob) => matchesGlob(glob, name))

/** Whether a filter on scopes selects a name: a value that equals a declared name is that name, as everywhere. */
export const passesScope = (
  globs: readonly string[] | undefined,
  name: string,
  declared: Pick<Catalog['scopes'], 'has'>,
): boolean =>
  globs === undefined ||
  globs.some((glob) => (isGlob(glob, declared) ? matchesGlob(glob, name) : glob === name))

/** Whether the requirement of a route mentions a scope that matches, in any of its alternatives. */
const mentions = (
  { requirement }: Route,
  globs: readonly string[],
  declared: Catalog['scopes'],
): boolean =>
  writtenAlternatives(requirement).some(({ scopes }) =>
    scopes.some((name) => passesScope(globs, name, declared)),
  )

/**
 * Refuses a filter that selects nothing, since its answer would look like "there is nothing": each glob must match a name
 * in the catalog, and all flags together a route.
 *
 * @param rows names of rows that are not roles, such as `everyone`
 * @throws ScopectlError `filter-no-match` for each glob that matches nothing
 */
export function checkFilters(
  catalog: Catalog,
  filters: Filters,
  rows: readonly string[] = [],
): void {
  const unique = (names: Iterable<string>): string[] => [...new Set(names)]
  const { role, scope, path, method } = filters
  requireMatch('--role', role, [...catalog.roles.keys(), ...rows])
  requireMatch('--scope', scope, [...catalog.scopes.keys()])
  requireMatch('--path', path, unique(catalog.routes.map(({ template }) => template)))
  requireMatch('--method', method, unique(catalog.routes.map((route) => route.method)))
}

function requireMatch(
  flag: FilterFlag,
  globs: readonly string[] | undefined,
  all: readonly string[],
): void {
  for (const value of globs ?? []) {
    if (all.some((name) => matchesGlob(value, name))) continue
    const names = all.length <= FEW ? all : undefined
    const parts = value.split(',').map((part) => part.trim())
    const isList =
      parts.length > 1 && parts.every((part) => all.some((name) => matchesGlob(part, name)))
    const rooted = `/${value}`
    const similar = isList
      ? []
      : flag === '--path' && value.includes('*') && all.some((name) => matchesGlob(rooted, name))
        ? [rooted]
        : similarNames(value, all)
    fail('filter-no-match', { flag, value, similar, names, parts: isList ? parts : undefined })
  }
}

/**
 * The numbers of the routes that --path, --method and --scope select; undefined if none of them is given.
 * @throws ScopectlError `filter-no-route`
 */
export function routesSelected(
  { routes, scopes }: Pick<Catalog, 'routes' | 'scopes'>,
  { path, method, scope }: Filters,
): readonly number[] | undefined {
  if (path === undefined && method === undefined && scope === undefined) return undefined
  const numbers = [...routes.entries()].flatMap(([number, route]) =>
    passes(path, route.template) &&
    passes(method, route.method) &&
    (scope === undefined || mentions(route, scope, scopes))
      ? number
      : [],
  )
  if (numbers.length > 0) return numbers
  const given = { '--path': path, '--method': method, '--scope': scope }
  const flags = (['--path', '--method', '--scope'] as const).filter((flag) => given[flag])
  return fail('filter-no-route', { flags, scopes: scope ?? [] })
}
