import type { Part } from './part.js'

/** The clients of every realm, for Keycloak's own pages and APIs. */
const CLIENTS: ReadonlySet<string> = new Set([
  'account',
  'account-console',
  'admin-cli',
  'broker',
  'realm-management',
  'security-admin-console',
])
const ROLES: ReadonlySet<string> = new Set(['offline_access', 'uma_authorization'])

/** The client scopes of every realm: claims about a person, and what Keycloak itself writes into tokens. */
const SCOPES: ReadonlySet<string> = new Set([
  'acr',
  'address',
  'basic',
  'email',
  'microprofile-jwt',
  'offline_access',
  'openid',
  'organization',
  'phone',
  'profile',
  'role_list',
  'roles',
  'saml_organization',
  'service_account',
  'web-origins',
])

/** In the realm `master`, the client `x-realm` manages the realm `x`. */
export const isBuiltInClient = (realm: Part, client: string): boolean =>
  CLIENTS.has(client) || (realm.get('realm').value === 'master' && client.endsWith('-realm'))

export const isBuiltInScope = (name: string): boolean => SCOPES.has(name)

/** Keycloak's own roles have a key of its translations as their description: `${role_…}`. */
export function isBuiltInRole(
  realm: Part,
  client: string | undefined,
  role: string,
  part: Part,
): boolean {
  if (client !== undefined) return isBuiltInClient(realm, client)
  if (ROLES.has(role)) return true
  const isMaster = realm.get('realm').value === 'master'
  const description = part.get('description').value
  return isMaster && typeof description === 'string' && /^\$\{role_[^}]*\}$/.test(description)
}
