import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { readShape } from '../shape.js'
import type { Source } from '../source.js'
import { meantIn } from './meant-form.js'
import type { Catalog, Ignore, TokenSettings } from './model.js'
import { readFixtures } from './read-fixtures.js'
import { readOpenApiSettings } from './read-openapi.js'
import { readOwn, readRoles } from './read-roles.js'
import { readRoutes } from './read-routes.js'
import { readImplied, readScopes } from './read-scopes.js'
import { LIFETIME, readTokenSettings } from './read-token-settings.js'
import { readWaivers } from './read-waivers.js'
import { ROUTE_LIMIT } from './route-limit.js'
import { type CatalogFile, catalogSchema } from './schema.js'

/**
 * The result of reading a file: the value with notes about it, or every problem in it. With any problem there is no
 * value.
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly notes: readonly Problem[] }
  | {
      readonly ok: false
      readonly problems: readonly Problem[]
      /** What could be read of it: only for finding further mistakes, never for decisions. */
      readonly partial: T | undefined
    }

/**
 * Reads a scope catalog (scopes.yaml) from its parsed value. Every name is resolved and every problem listed; nothing
 * is repaired, and a catalog with any problem gives no value (docs/reference/files.md).
 *
 * NOT checked: whether the catalog is sensible (`scopectl lint` does that), and whether its key exists.
 *
 * @param source the value of the file, and where its parts are (use `sourceOf` if it did not come from a file)
 * @param profile the name under `profiles:` whose settings override those of `token:`
 * @returns the catalog with notes, or the problems
 * @throws nothing: problems are returned, even for an unknown profile
 * @example
 * ```ts
 * import { parseCatalog, sourceOf } from 'scopectl'
 *
 * const good = parseCatalog(sourceOf({ scopes: { read: 'Read data' }, routes: { 'GET /items/': 'read' } }))
 * good.ok && [...good.value.scopes.keys()] // => ['read']
 *
 * const bad = parseCatalog(sourceOf({ scopes: { read: 'Read data' }, routes: { 'GET /items/': 'raed' } }))
 * bad.ok ? [] : bad.problems.map(({ code }) => code) // => ['unknown-scope']
 * ```
 */
export function parseCatalog(source: Source, profile?: string): Parsed<Catalog> {
  const excess = tooManyRoutes(source)
  if (excess) return { ok: false, problems: [excess], partial: undefined }
  const shaped = readShape(source, catalogSchema, meantIn(source))
  const file = shaped.ok ? shaped.value : shaped.rest
  const problems: Problem[] = shaped.ok ? [] : [...shaped.problems]
  if (!file) return { ok: false, problems, partial: undefined }
  // A mistake in `token:` is found again under every profile.
  const told = new Set<string>()
  const report = (found: Problem): void => {
    // A `when` may be empty because its wrong parts were reported and removed.
    if (!shaped.ok && found.code === 'when-empty') return
    const key = JSON.stringify(found)
    if (!told.has(key)) problems.push(found)
    told.add(key)
  }

  const ignores = (file.lint?.ignore ?? []).map(({ rule, name, reason }, i): Ignore => {
    const at = (key: string) => source.locate(['lint', 'ignore', i, key])
    if (reason.trim() === '') report(problem('blank-reason', {}, at('reason')))
    return { rule, name, at: { rule: at('rule'), name: at('name') } }
  })
  const waivers = readWaivers(file, source, report)
  const scopes = readScopes(file, source, report)
  const implied = readImplied(scopes, source, report)
  const roles = readRoles(file, scopes, source, report)
  const own = readOwn(roles, source, report)
  const routes = readRoutes(file, scopes, source, report)
  const fixtures = readFixtures(file, routes, source, report)
  const settings = readSettings(file, source, report)
  const token = settings.get(profile) ?? unknownProfile(profile, settings, source, report)

  const attributes = new Set([...roles.values()].flatMap(({ when }) => [...(when?.keys() ?? [])]))
  const openapi = readOpenApiSettings(file, source, report)
  const names = { file: source.file, usersFile: file.users, attributes }
  const parts = { scopes, roles, routes, implied, own }
  const value = { ...names, ignores, waivers, fixtures, openapi, token, settings, ...parts }
  if (problems.length > 0 || !shaped.ok) return { ok: false, problems, partial: value }
  const notes =
    token.lifetime > LIFETIME.warn ? [problem('long-lifetime', { seconds: token.lifetime })] : []
  return { ok: true, value, notes }
}

/** Found before anything else is made of the file: what is made of each route takes most of the memory. */
function tooManyRoutes({ value, locate }: Source): Problem | undefined {
  const routes = typeof value === 'object' && value !== null && 'routes' in value && value.routes
  if (typeof routes !== 'object' || routes === null) return undefined
  if (Object.keys(routes).length <= ROUTE_LIMIT) return undefined
  return problem('too-many-routes', { limit: ROUTE_LIMIT }, locate(['routes'], 'key'))
}

/** Each profile is overlaid on the base settings and read, so a broken one is found before it is needed. */
function readSettings(
  file: CatalogFile,
  source: Source,
  report: (found: Problem) => void,
): Map<string | undefined, TokenSettings> {
  const base = { form: file.token ?? {}, path: ['token'] }
  const settings = new Map<string | undefined, TokenSettings>()
  settings.set(undefined, readTokenSettings([base], source, report))
  for (const [name, form] of Object.entries(file.profiles ?? {})) {
    const over = { form, path: ['profiles', name], profile: name }
    settings.set(name, readTokenSettings([base, over], source, report))
  }
  return settings
}

function unknownProfile(
  profile: string | undefined,
  settings: ReadonlyMap<string | undefined, TokenSettings>,
  source: Source,
  report: (found: Problem) => void,
): TokenSettings {
  const names = [...settings.keys()].filter((name) => name !== undefined)
  const suggestion = nearest(profile ?? '', names)
  const at = source.locate(['profiles'], 'key')
  report(problem('unknown-profile', { profile: profile ?? '', suggestion }, at))
  return readTokenSettings([], source, report)
}
