import type { Source } from '../source.js'
import { entraAudience } from './entra-audience.js'
import { leaveEntra } from './entra-left-out.js'
import { Gathering } from './gathering.js'
import type { Carried } from './model.js'
import type { Part } from './part.js'

/**
 * Reads the manifest of an app that is registered with Microsoft Entra: the format of Microsoft Graph, and the older one
 * of Azure AD Graph.
 *
 * A scope is in the claim `scp` of a user's token. An app role is in `roles`, either of an application's own token, which
 * has no `scp`, or of a token of a user who was assigned the role. So app roles for applications are scopes, read from
 * `roles` where there is no `scp`, and app roles for users are roles, imported without scopes, since a manifest does not
 * say what a role may do. NOT read: who was assigned a role, and who consented to what.
 *
 * @throws ScopectlError `import-wrong-type`, `import-duplicate`, `import-nothing`
 */
export function readEntra(source: Source): Carried {
  const found = new Gathering(source)
  const { root } = found
  const isOld = root.has('oauth2Permissions') && !root.get('api').has('oauth2PermissionScopes')
  readScopes(
    isOld ? root.get('oauth2Permissions') : root.get('api').get('oauth2PermissionScopes'),
    found,
  )
  const given = readAppRoles(root.get('appRoles'), found)
  const audience = entraAudience(root, found)
  leaveEntra(root, isOld, found)
  found.done()
  return {
    format: isOld ? 'Azure AD Graph app manifest' : 'Microsoft Entra app manifest',
    scopes: found.scopes,
    roles: found.roles,
    routes: [],
    token: {
      ...(audience === undefined ? {} : { audience }),
      scope_claim: given.has('Application') ? ['scp', 'roles'] : 'scp',
      ...(given.has('User') ? { role_claim: 'roles' } : {}),
    },
    leftOut: found.leftOut,
    notes: [],
  }
}

function readScopes(list: Part, found: Gathering): void {
  const seen = new Set<string>()
  for (const each of list.items()) {
    const value = valueIn(each, 'scope', found)
    if (value === undefined) continue
    const at = each.get('value')
    if (seen.has(value)) found.twice('scope', value, at)
    seen.add(value)
    const description =
      each.get('adminConsentDisplayName').text() ||
      each.get('adminConsentDescription').text() ||
      each.get('userConsentDisplayName').text() ||
      ''
    if (!found.scope(value, description, at)) continue
    if (each.get('type').text() === 'Admin') found.leave('admin-consent', value, each.get('type'))
  }
}

/** @returns the kinds of members that some app role is for */
function readAppRoles(list: Part, found: Gathering): Set<string> {
  const seen = new Set<string>()
  const given = new Set<string>()
  for (const each of list.items()) {
    const value = valueIn(each, 'app-role', found)
    if (value === undefined) continue
    const at = each.get('value')
    if (seen.has(value)) {
      found.twice('app role', value, at)
      continue
    }
    seen.add(value)
    const types = new Set(each.get('allowedMemberTypes').texts())
    const description = each.get('displayName').text() || each.get('description').text() || ''
    if (types.has('Application') && found.scope(value, description, at)) given.add('Application')
    const role = { description, scopes: [] }
    if (types.has('User') && found.role(value, role, at)) given.add('User')
    if (!types.has('Application') && !types.has('User')) found.leave('member-type', value, each)
  }
  return given
}

/** The text in tokens, of one that is in tokens. */
function valueIn(each: Part, what: 'scope' | 'app-role', found: Gathering): string | undefined {
  const value = each.get('value').text() || undefined
  const name = value ?? each.get('displayName').text() ?? each.get('id').text() ?? each.key
  if (each.get('isEnabled').flag() === false) found.leave(`disabled-${what}`, name, each)
  else if (value === undefined) found.leave(`${what}-without-value`, name, each)
  else return value
  return undefined
}
