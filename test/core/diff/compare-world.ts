import { factsOf } from '../../../src/core/access/facts.js'
import { isAccess } from '../../../src/core/diff/change.js'
import { compare } from '../../../src/core/diff/compare.js'
import { load } from '../lock/support.js'

type Compared = ReturnType<typeof compare>[number]

export const SCOPES = { read: '', write: '', admin: { implies: ['write'] }, other: '' }
export const BASE = {
  scopes: SCOPES,
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { scopes: ['write'] },
    boss: { extends: ['editor'] },
    chief: { scopes: ['admin'] },
    empty: {},
  },
  routes: {
    'GET /a': 'read',
    'POST /a': 'write',
    'GET /me': 'authenticated',
    'GET /up': 'public',
    'DELETE /a/{id}': { any: ['admin', { scheme: 'ApiKey' }] },
    'GET /other': 'other',
  },
}
export const USERS = {
  users: {
    ann: { roles: ['editor'] },
    ben: { roles: ['editor'], scopes: ['other'] },
    cat: { roles: ['chief'] },
    dan: { roles: ['editor'], disabled: true },
  },
  clients: { bot: { scopes: ['write'] } },
}

export type Catalog = Omit<typeof BASE, 'scopes' | 'roles' | 'routes'> & {
  scopes: object
  roles: object
  routes: object
}

export function changes(catalog: Partial<Catalog>, users: unknown = USERS): Compared[] {
  const before = load(BASE, USERS)
  const after = load({ ...BASE, ...catalog }, users)
  return compare(factsOf(before.catalog, before.users), factsOf(after.catalog, after.users), after)
}

/** `kind who route`, and the cause in one word. */
export const said = (all: readonly Compared[]): string[] =>
  all.map((change) => {
    if (change.kind === 'trust') return `trust ${change.field} ${change.before} > ${change.after}`
    if (change.kind === 'claims')
      return `claims ${change.user} ${change.claim} ${change.before} > ${change.after}`
    if (!isAccess(change)) return `${change.kind} ${change.who ?? '-'} ${change.route}`
    const users = change.who.users === undefined ? '' : `(${change.who.users})`
    const why = [...change.scopes, ...change.missing, change.cause?.by, change.cause?.name]
    return [`${change.kind} ${change.who.kind} ${change.who.name}${users}`, change.route, ...why]
      .filter((part) => part !== undefined)
      .join(' ')
  })

export const role = (name: keyof typeof BASE.roles, form: object) => ({
  roles: { ...BASE.roles, [name]: form },
})
export const route = (name: string, needs: unknown) => ({
  routes: { ...BASE.routes, [name]: needs },
})
