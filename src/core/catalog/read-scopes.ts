import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { isScopeToken } from '../scope-token.js'
import type { Path, Source } from '../source.js'
import type { Scope } from './model.js'
import { type Reached, reachedBy, reachOf } from './reach.js'
import type { CatalogFile } from './schema.js'
import { coveredBy, isGlob } from './scope-glob.js'

export type Report = (found: Problem) => void

export function readScopes(file: CatalogFile, source: Source, report: Report): Map<string, Scope> {
  const scopes = new Map<string, Scope>()
  for (const [name, form] of Object.entries(file.scopes)) {
    const at = source.locate(['scopes', name], 'key')
    const long = typeof form === 'string' ? { description: form } : form
    if (!isScopeToken(name)) report(problem('not-a-scope-token', { name, what: 'scope' }, at))
    else if (name.includes('*') && !long.exact) report(problem('star-in-name', { name }, at))
    scopes.set(name, { name, description: long.description ?? '', implies: long.implies ?? [], at })
  }
  return scopes
}

/** A list of scopes or globs: its location and its owner, for reporting its problems. */
export interface ScopeList {
  readonly by: string
  readonly path: Path
  readonly source: Source
  /** A scope's own globs never include the scope itself. */
  readonly itself?: string
}

/**
 * Replaces each glob with the declared names that it covers; a glob that covers none, or an unknown name, is a problem.
 */
export function expandScopes(
  written: readonly string[],
  declared: ReadonlyMap<string, Scope>,
  list: ScopeList,
  report: Report,
): string[] {
  const expanded = new Set<string>()
  for (const [i, name] of written.entries()) {
    const at = () => list.source.locate([...list.path, i])
    if (!isGlob(name, declared)) {
      if (declared.has(name)) expanded.add(name)
      else {
        const suggestion = nearest(name, declared.keys())
        report(problem('unknown-scope', { scope: name, by: list.by, suggestion }, at()))
      }
      continue
    }
    const covered = coveredBy(name, declared, list.itself)
    if (covered.length === 0) report(problem('empty-glob', { glob: name, by: list.by }, at()))
    for (const each of covered) expanded.add(each)
  }
  return [...expanded]
}

/** Each scope with everything it implies. Neither written names nor expanded globs may form a cycle. */
export function readImplied(
  scopes: ReadonlyMap<string, Scope>,
  source: Source,
  report: Report,
): Reached {
  const edges = new Map<string, string[]>()
  for (const { name, implies } of scopes.values()) {
    const list = { by: `scope ${name}`, path: ['scopes', name, 'implies'], source, itself: name }
    edges.set(name, expandScopes(implies, scopes, list, report))
  }
  const result = reachOf(edges)
  if (result.ok) return result.reach
  const [first = ''] = result.cycle
  report(
    problem('implies-cycle', { cycle: result.cycle }, source.locate(['scopes', first, 'implies'])),
  )
  return reachedBy(new Map())
}
