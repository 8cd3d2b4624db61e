import type { Catalog } from '../../catalog/model.js'
import { type Bits, type Compiled, toBits } from '../../matrix/compile.js'
import { grantsOf } from '../../subject/grants.js'
import type { Subject } from '../../subject/model.js'
import { rolesOf } from '../../users/held-roles.js'
import type { SuiteSubject } from '../model.js'
import { union } from './held.js'
import type { Rule } from './model.js'

/** The roles whose tokens hold the same whatever is granted to any role, with what is known of that. */
export interface RoleRow {
  readonly role: string
  /** The role with its parents, and the default roles with theirs. */
  readonly roles: ReadonlySet<string>
  readonly held: Bits
  /** The rows with all of these roles, and those with no others; both include this row. */
  readonly above: readonly RoleRow[]
  readonly below: readonly RoleRow[]
  /** Scopes that the row is known to hold: a narrower token of it was issued with them. */
  lower: Bits
  /** The rules that are known to allow its full token, and to refuse it. */
  readonly allowed: Set<Rule>
  readonly refused: Set<Rule>
}

/** The rows of all roles, without those of equal roles. Two default roles, for example, are one row, since every user has both. */
export class RoleRows {
  readonly all: readonly RoleRow[]
  readonly #catalog: Catalog
  readonly #bySubject = new Map<SuiteSubject, Shows | undefined>()

  constructor(catalog: Catalog, compiled: Compiled) {
    this.#catalog = catalog
    const rows = new Map<string, RoleRow & { above: RoleRow[]; below: RoleRow[] }>()
    for (const role of catalog.roles.keys()) {
      const subject: Subject = { kind: 'role', roles: [role] }
      const roles = this.#withParents(this.#rolesOf(subject) ?? [role])
      const key = JSON.stringify([...roles].sort())
      if (rows.has(key)) continue
      const held = toBits(compiled, grantsOf(catalog, subject) ?? [])
      const facts = {
        lower: toBits(compiled, []),
        allowed: new Set<Rule>(),
        refused: new Set<Rule>(),
      }
      rows.set(key, { role, roles, held, above: [], below: [], ...facts })
    }
    this.all = [...rows.values()]
    for (const row of rows.values()) {
      for (const other of rows.values()) {
        if (!isSubset(row.roles, other.roles)) continue
        row.above.push(other)
        other.below.push(row)
      }
    }
  }

  /** Adds what an answer to this subject shows about the rows with some of its roles, or with more. */
  learn(
    subject: SuiteSubject,
    rule: Rule,
    { held, allows }: { held: Bits; allows: boolean },
  ): void {
    if (!this.#bySubject.has(subject)) this.#bySubject.set(subject, this.#shownBy(subject))
    const shown = this.#bySubject.get(subject)
    if (!shown || subject.kind === 'token') return
    if (subject.scope) {
      for (const row of shown.above) row.lower = union(row.lower, held)
    } else if (allows) {
      for (const row of shown.above) row.allowed.add(rule)
    } else {
      for (const row of shown.below) row.refused.add(rule)
    }
  }

  #shownBy(subject: SuiteSubject): Shows | undefined {
    if (subject.kind === 'token' || subject.flaw !== undefined) return undefined
    const names = this.#rolesOf(subject.subject)
    if (!names) return undefined
    const roles = this.#withParents(names)
    return {
      // Scopes of its own may be what allows it.
      above: hasOwnScopes(subject.subject)
        ? []
        : this.all.filter((row) => isSubset(roles, row.roles)),
      below: this.all.filter((row) => isSubset(row.roles, roles)),
    }
  }

  #withParents(names: readonly string[]): ReadonlySet<string> {
    const all = new Set(names)
    // The set grows while it is iterated over.
    for (const each of all)
      for (const parent of this.#catalog.roles.get(each)?.extends ?? []) all.add(parent)
    return all
  }

  #rolesOf(subject: Subject): readonly string[] | undefined {
    const held = (who: Parameters<typeof rolesOf>[1]): string[] =>
      rolesOf(this.#catalog, who).map(({ role }) => role.name)
    if (subject.kind === 'role') return held({ roles: subject.roles, attributes: new Map() })
    if (subject.kind === 'user') return held(subject.user)
    return subject.kind === 'client' ? subject.client.roles : undefined
  }
}

/** The rows that are allowed what a subject is allowed, and those that are refused what it is refused. */
interface Shows {
  readonly above: readonly RoleRow[]
  readonly below: readonly RoleRow[]
}

function hasOwnScopes(subject: Subject): boolean {
  if (subject.kind === 'user') return subject.user.scopes.length > 0
  return subject.kind === 'client' && subject.client.scopes.length > 0
}

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => {
  for (const each of part) if (!whole.has(each)) return false
  return true
}
