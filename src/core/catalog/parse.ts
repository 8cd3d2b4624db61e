import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { readShape } from '../shape.js'
import type { Source } from '../source.js'
import type { Catalog } from './model.js'
import { readOwn, readRoles } from './read-roles.js'
import { readRoutes } from './read-routes.js'
import { readImplied, readScopes } from './read-scopes.js'
import { LIFETIME, readTokenSettings } from './read-token-settings.js'
import { type CatalogFile, catalogSchema, type TokenFile } from './schema.js'

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly notes: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads a scope catalog (scopes.yaml) from its parsed value.
 *
 * Every name is resolved and every problem listed with its place; nothing is repaired, and a catalog with any problem
 * is no catalog. Not checked here: whether the catalog is wise (that is lint), and whether its key exists.
 *
 * @param profile the name of one of `profiles:` to lay over `token:`.
 */
export function parseCatalog(source: Source, profile?: string): Parsed<Catalog> {
  const shaped = readShape(source, catalogSchema)
  if (!shaped.ok) return shaped
  const file = shaped.value
  const problems: Problem[] = []
  const report = (found: Problem): void => void problems.push(found)

  const scopes = readScopes(file, source, report)
  const implied = readImplied(scopes, source, report)
  const roles = readRoles(file, scopes, source, report)
  const own = readOwn(roles, source, report)
  const routes = readRoutes(file, scopes, source, report)
  const token = readTokenSettings(settingsOf(file, source, profile, report), source, report)
  if (problems.length > 0) return { ok: false, problems }

  const attributes = new Set([...roles.values()].flatMap(({ when }) => [...(when?.keys() ?? [])]))
  const value = { file: source.file, token, scopes, roles, routes, implied, own, attributes }
  const notes =
    token.lifetime > LIFETIME.warn ? [problem('long-lifetime', { seconds: token.lifetime })] : []
  return { ok: true, value: { ...value, usersFile: file.users }, notes }
}

/** All profiles are read, so that a broken one is found before the day it is needed. */
function settingsOf(
  file: CatalogFile,
  source: Source,
  profile: string | undefined,
  report: (found: Problem) => void,
): { form: TokenFile; path: string[]; profile?: string }[] {
  const base = { form: file.token ?? {}, path: ['token'] }
  const profiles = file.profiles ?? {}
  for (const [name, form] of Object.entries(profiles)) {
    if (name !== profile) readTokenSettings([{ form, path: ['profiles', name] }], source, report)
  }
  if (profile === undefined) return [base]
  const form = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
  if (form === undefined) {
    const near = nearest(profile, Object.keys(profiles))
    report(problem('unknown-profile', { profile, near }, source.locate(['profiles'], 'key')))
    return [base]
  }
  return [base, { form, path: ['profiles', profile], profile }]
}
