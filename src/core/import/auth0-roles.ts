import type { Auth0Api } from './auth0-api.js'
import { isKnown, knownItems, showKeywords } from './auth0-keyword.js'
import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/**
 * The roles of a tenant, each with the permissions that it has at this API. With RBAC (`enforce_policies`), a user's token has
 * what was requested and one of the user's roles permits; without it, Auth0 ignores roles, which is reported.
 */
export function readRoles(list: Part, api: Auth0Api, found: Gathering): void {
  const roles = knownItems(list, found, 'roles')
  const enforce = api.part.get('enforce_policies')
  const hasRbac = isKnown(enforce, found, 'enforce_policies') && enforce.flag() === true
  if (!hasRbac) found.leave('auth0-rbac-off', showKeywords(api.identifier), api.part)
  // Auth0 refuses to give users tokens for this API, whatever their roles.
  const policy = api.part.get('subject_type_authorization').get('user').get('policy')
  if (policy.text() === 'deny_all') {
    for (const each of roles) found.leave('auth0-users-denied', nameOf(each), each)
    return
  }
  for (const each of roles) readRole(each, api, found)
}

const nameOf = (role: Part): string => showKeywords(role.get('name').text() ?? `roles.${role.key}`)

function readRole(part: Part, api: Auth0Api, found: Gathering): void {
  const name = part.get('name')
  if (!isKnown(name, found, 'role')) return
  const written = name.text()
  if (written === undefined) {
    found.leave('auth0-nameless', `roles.${part.key}`, part)
    return
  }
  const permissions = knownItems(part.get('permissions'), found, `permissions of ${written}`)
  const scopes = permissions.flatMap((each) => permissionOf(each, written, api, found) ?? [])
  const description = showKeywords(part.get('description').text() ?? '')
  found.role(written, { description, scopes: [...new Set(scopes)] }, name)
}

function permissionOf(
  part: Part,
  role: string,
  api: Auth0Api,
  found: Gathering,
): string | undefined {
  const [name, server] = [part.get('permission_name'), part.get('resource_server_identifier')]
  const permission = name.text()
  if (permission === undefined) {
    found.leave('auth0-nameless', `${role}: permissions.${part.key}`, part)
    return undefined
  }
  if (!isKnown(name, found, `permission of ${role}`)) return undefined
  const identifier = server.text()
  if (identifier !== api.identifier) {
    const of = identifier === undefined ? 'no API' : showKeywords(identifier)
    found.leave('auth0-other-permission', `${role}: ${permission} of ${of}`, part)
    return undefined
  }
  if (found.scopes.has(permission)) return permission
  found.leave('auth0-undeclared', `${role}: ${permission}`, name)
  return undefined
}
