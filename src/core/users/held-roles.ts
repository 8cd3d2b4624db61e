import type { Catalog, Role } from '../catalog/model.js'
import type { User } from './model.js'

/** A role that somebody has, and why. */
export interface HeldRole {
  readonly role: Role
  readonly how: 'listed' | 'default' | 'when'
}

/** holds(u, r): listed, default, or every attribute of a non-empty `when` is the user's own and strictly equal. */
export function rolesOf(catalog: Catalog, user: Pick<User, 'roles' | 'attributes'>): HeldRole[] {
  const { ranks, unlisted } = naturesOf(catalog)
  const listed = new Set(user.roles)
  const held: HeldRole[] = []
  for (const name of listed) {
    const role = catalog.roles.get(name)
    if (role) held.push({ role, how: 'listed' })
  }
  for (const role of unlisted) {
    if (listed.has(role.name)) continue
    if (role.isDefault) held.push({ role, how: 'default' })
    else if (role.when && meets(user.attributes, role.when)) held.push({ role, how: 'when' })
  }
  const rank = ({ role }: HeldRole): number => ranks.get(role.name) ?? -1
  return held.sort((a, b) => rank(a) - rank(b))
}

/** An index of a catalog's roles, so that nobody's roles are searched for among thousands of irrelevant ones. */
interface Natures {
  /** The position in the file. */
  readonly ranks: ReadonlyMap<string, number>
  /** Roles that somebody may have without listing them. */
  readonly unlisted: readonly Role[]
}

const natures = new WeakMap<Catalog['roles'], Natures>()

function naturesOf({ roles }: Catalog): Natures {
  const known = natures.get(roles)
  if (known) return known
  const found = {
    ranks: new Map([...roles.keys()].map((name, i) => [name, i])),
    unlisted: [...roles.values()].filter(({ isDefault, when }) => isDefault || when !== undefined),
  }
  natures.set(roles, found)
  return found
}

const meets = (attributes: User['attributes'], when: NonNullable<Role['when']>): boolean =>
  when.size > 0 && [...when].every(([name, value]) => attributes.get(name) === value)
