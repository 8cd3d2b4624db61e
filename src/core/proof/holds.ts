import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { fail } from '../errors.js'
import { problem } from '../problem.js'
import { grantsOf } from '../subject/grants.js'
import type { Users } from '../users/model.js'
import { PROVED, refutedBy, type Verdict } from './proof.js'
import type { Statement } from './statement.js'
import { subjectsOf } from './subjects.js'

type Holds = Extract<Statement, { is: 'holds' }>
type Names = ReadonlySet<string>

/**
 * Separation of duties: nobody holds all of these scopes. Everybody there is (roles, users, clients), and, with a number of
 * roles, everybody there could be: a user, new or existing, who is given that many roles at most, whatever they are.
 */
export function proveHolds(statement: Holds, catalog: Catalog, users: Users): Verdict {
  const { scopes } = statement
  const all = (['role', 'user', 'client'] as const).flatMap((kind) =>
    subjectsOf(catalog, users, kind),
  )
  if (all.length === 0) fail('statement-no-subjects', { kind: 'role' })
  const holder = all.find(({ holds }) => scopes.every((name) => holds.has(name)))
  if (holder) {
    const { kind, name } = holder
    return refutedBy({ is: 'holder', kind, names: [name], user: undefined })
  }
  if (statement.roles !== undefined) {
    const found = combinationOf(scopes, statement.roles, catalog, users)
    if (found) return refutedBy({ is: 'holder', kind: 'roles', ...found })
  }
  const unheld = scopes.find((name) => !all.some(({ holds }) => holds.has(name)))
  if (unheld === undefined) return PROVED
  return { ...PROVED, notes: [problem('statement-vacuous', { why: 'unheld', name: unheld })] }
}

/** The fewest roles that give all of the scopes, together with what a user has anyway. */
function combinationOf(
  scopes: readonly string[],
  most: number,
  catalog: Catalog,
  users: Users,
): { readonly names: readonly string[]; readonly user: string | undefined } | undefined {
  const gives = rolesGiving(scopes, catalog)
  const common = grantsOf(catalog, { kind: 'role', roles: [] }) ?? new Set()
  // Users with the same scopes of their own are alike.
  const own = new Map<string, { user: string | undefined; holds: Names }>()
  own.set('', { user: undefined, holds: common })
  for (const user of users.users.values()) {
    const id = [...user.scopes].sort().join(' ')
    if (user.disabled || own.has(id)) continue
    own.set(id, {
      user: user.name,
      holds: new Set([...common, ...close(catalog.implied, user.scopes)]),
    })
  }
  for (let count = 1; count <= most; count++) {
    for (const { user, holds } of own.values()) {
      const open = scopes.filter((name) => !holds.has(name))
      const names = covering(open, gives, count)
      if (names) return { names, user }
    }
  }
  return undefined
}

/** Each role with those of the scopes that it gives; of roles that give the same, one is enough. */
function rolesGiving(scopes: readonly string[], catalog: Catalog): ReadonlyMap<string, Names> {
  const gives = new Map<string, Names>()
  const seen = new Set<string>()
  for (const name of catalog.roles.keys()) {
    const holds = close(catalog.implied, catalog.own.get(name) ?? [])
    const given = scopes.filter((scope) => holds.has(scope))
    const id = given.join(' ')
    if (given.length === 0 || seen.has(id)) continue
    seen.add(id)
    gives.set(name, new Set(given))
  }
  return gives
}

/** At most `most` roles that give everything in `open`. Each step covers its first name, so it ends after `most` steps. */
function covering(
  open: readonly string[],
  gives: ReadonlyMap<string, Names>,
  most: number,
): readonly string[] | undefined {
  const [first] = open
  if (first === undefined) return []
  if (most === 0) return undefined
  for (const [name, given] of gives) {
    if (!given.has(first)) continue
    const rest = covering(
      open.filter((scope) => !given.has(scope)),
      gives,
      most - 1,
    )
    if (rest) return [name, ...rest]
  }
  return undefined
}
