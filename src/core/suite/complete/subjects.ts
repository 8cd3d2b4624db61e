import type { Catalog } from '../../catalog/model.js'
import { type Bits, hasBit } from '../../matrix/compile.js'
import { type FullRow, named } from '../evidence/rows.js'
import type { NamedSubject } from '../model.js'
import type { Evidence } from './evidence.js'
import { isWithin, keyOf } from './held.js'
import type { Ask } from './model.js'

/** A question that a suite should ask, with a subject whose token asks it. */
export interface Cell extends Evidence {
  readonly subject: NamedSubject
}

interface Holder {
  readonly subject: NamedSubject
  readonly held: Bits
}

/**
 * The subject whose token is exactly the one asked about: a role that holds just that, else a narrowed token of a role,
 * user or client, else bare scopes. Equal questions have the same object.
 */
export function subjectsFor(
  catalog: Catalog,
  rows: readonly FullRow[],
): (ask: Ask) => NamedSubject {
  const holders = holdersOf(rows)
  const known = new Map<string, NamedSubject>()
  return (ask) => {
    const key = keyOf(ask.held)
    const subject = known.get(key) ?? subjectFor(ask, holders, catalog)
    known.set(key, subject)
    return subject
  }
}

function holdersOf(rows: readonly FullRow[]): Holder[] {
  const seen = new Set<string>()
  return rows.flatMap(({ subject, carried }) => {
    const who = subject.subject
    const isWritable = who.kind !== 'anonymous' && !(who.kind === 'role' && who.roles.length === 0)
    if (!isWritable || carried.kind !== 'accepted' || seen.has(keyOf(carried.literal))) return []
    seen.add(keyOf(carried.literal))
    return [{ subject, held: carried.literal }]
  })
}

function subjectFor(ask: Ask, holders: readonly Holder[], catalog: Catalog): NamedSubject {
  const { held } = ask
  if (!held) return named({ kind: 'anonymous' })
  const isRole = ({ subject }: Holder): boolean => subject.subject.kind === 'role'
  const exact = (each: Holder): boolean => keyOf(each.held) === keyOf(held)
  const found =
    holders.find((each) => isRole(each) && exact(each)) ??
    holders.find((each) => isRole(each) && isWithin(held, each.held)) ??
    holders.find(exact) ??
    holders.find((each) => isWithin(held, each.held))
  if (found && exact(found)) return found.subject
  if (held.every((word) => word === 0)) {
    return found ? { ...found.subject, flaw: 'unscoped' } : bare([], undefined)
  }
  const scopes = [...catalog.scopes.keys()].filter((_, number) => hasBit(held, number))
  const except = ask.lacks ? ask.names : undefined
  if (!found) return bare(scopes, except)
  // What a narrowed token is issued with is closed, so the short list requests the same.
  return { ...found.subject, scope: ask.lacks ? scopes : ask.names, except }
}

/** A token with these scopes that belongs to nobody. */
const bare = (scopes: readonly string[], except: readonly string[] | undefined): NamedSubject =>
  named({ kind: 'scopes', scopes }, { except })
