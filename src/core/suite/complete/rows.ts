import type { Catalog } from '../../catalog/model.js'
import { type Bits, type Compiled, toBits } from '../../matrix/compile.js'
import { grantsOf } from '../../subject/grants.js'
import { isDisabled, type Subject } from '../../subject/model.js'
import { rolesOf } from '../../users/held-roles.js'
import type { SuiteSubject } from '../model.js'
import { union } from './held.js'
import type { Rule } from './model.js'

/** The roles whose tokens hold the same whatever is granted to any role, with what is known of that. */
export interface RoleRow {
  readonly role: string
  readonly held: Bits
  /** Scopes that the row is known to hold: a narrower token of it was issued with them. */
  lower: Bits
  /** The rules that are known to allow its full token, and to refuse it. */
  readonly allowed: Set<Rule>
  readonly refused: Set<Rule>
}

/** The rows of all roles. Two default roles, for example, are one row, since every user has both. */
export class RoleRows {
  readonly all: readonly RoleRow[]
  readonly #catalog: Catalog
  readonly #byKey = new Map<string, RoleRow>()
  readonly #bySubject = new Map<SuiteSubject, RoleRow | undefined>()

  constructor(catalog: Catalog, compiled: Compiled) {
    this.#catalog = catalog
    for (const role of catalog.roles.keys()) {
      const subject: Subject = { kind: 'role', roles: [role] }
      const key = this.#keyOf(subject) ?? role
      if (this.#byKey.has(key)) continue
      const held = toBits(compiled, grantsOf(catalog, subject) ?? [])
      const facts = {
        lower: toBits(compiled, []),
        allowed: new Set<Rule>(),
        refused: new Set<Rule>(),
      }
      this.#byKey.set(key, { role, held, ...facts })
    }
    this.all = [...this.#byKey.values()]
  }

  /** Adds what an answer to this subject shows about its row: nothing if it has scopes of its own, or a flaw. */
  learn(
    subject: SuiteSubject,
    rule: Rule,
    { held, allows }: { held: Bits; allows: boolean },
  ): void {
    if (!this.#bySubject.has(subject)) this.#bySubject.set(subject, this.#rowOf(subject))
    const row = this.#bySubject.get(subject)
    if (!row || subject.kind === 'token') return
    if (subject.scope) row.lower = union(row.lower, held)
    else row[allows ? 'allowed' : 'refused'].add(rule)
  }

  #rowOf(subject: SuiteSubject): RoleRow | undefined {
    if (subject.kind === 'token' || subject.flaw !== undefined) return undefined
    const key = this.#keyOf(subject.subject)
    return key === undefined ? undefined : this.#byKey.get(key)
  }

  #keyOf(subject: Subject): string | undefined {
    const names = this.#rolesOf(subject)
    if (!names || isDisabled(subject)) return undefined
    const all = new Set(names)
    // The set grows while it is iterated over.
    for (const each of all)
      for (const parent of this.#catalog.roles.get(each)?.extends ?? []) all.add(parent)
    return JSON.stringify([...all].sort())
  }

  #rolesOf(subject: Subject): readonly string[] | undefined {
    const held = (who: Parameters<typeof rolesOf>[1]): string[] =>
      rolesOf(this.#catalog, who).map(({ role }) => role.name)
    if (subject.kind === 'role') return held({ roles: subject.roles, attributes: new Map() })
    if (subject.kind === 'user')
      return subject.user.scopes.length === 0 ? held(subject.user) : undefined
    if (subject.kind !== 'client') return undefined
    return subject.client.scopes.length === 0 ? subject.client.roles : undefined
  }
}
