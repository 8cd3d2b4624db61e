import type { Catalog, Requirement } from '../../core/catalog/model.js'
import type { Candidate, Known, NameKind, Wanted } from '../../core/command-line/candidates.js'
import { ScopectlError } from '../../core/errors.js'
import type { Users } from '../../core/users/model.js'
import type { Context } from '../../io/context.js'
import { loadReadable } from '../../io/load-catalog.js'

/** More than anybody looks through; a users file may have a million. */
const MOST = 1000

/**
 * The names in the catalog and users file. Of files with mistakes, the names that can be read: a half-typed line is not the
 * place to report mistakes, and they are often made next to it.
 */
export const namesIn = (ctx: Context): Known['names'] =>
  function* (kind: NameKind, { start, ...files }: Wanted) {
    try {
      const isParty = kind === 'user' || kind === 'client'
      const { catalog, users } = loadReadable(files, ctx, { users: isParty && 'each' })
      let left = MOST
      for (const name of isParty ? parties(kind, users) : declared(kind, catalog)) {
        if (!name.word.startsWith(start)) continue
        if (left-- === 0) return
        yield name
      }
    } catch (error) {
      if (!(error instanceof ScopectlError)) throw error
    }
  }

function* parties(kind: 'user' | 'client', users: Users | undefined): Generator<Candidate> {
  const found = kind === 'user' ? users?.users : users?.clients
  for (const { name, roles } of found?.values() ?? [])
    yield { word: name, description: roles.join(' ') }
}

function declared(
  kind: 'scope' | 'role' | 'route' | 'profile',
  catalog: Catalog | undefined,
): readonly Candidate[] {
  if (!catalog) return []
  if (kind === 'route')
    return catalog.routes.map(({ name, description, requirement }) => ({
      word: name,
      description: description || needs(requirement),
    }))
  if (kind === 'profile')
    return [...catalog.settings.keys()].flatMap((word) => (word ? { word, description: '' } : []))
  const entries = kind === 'scope' ? catalog.scopes : catalog.roles
  return [...entries.values()].map(({ name, description }) => ({ word: name, description }))
}

const needs = (requirement: Requirement): string =>
  requirement.level === 'scopes'
    ? requirement.alternatives.map(({ scopes }) => scopes.join(' ')).join(', or ')
    : requirement.level
