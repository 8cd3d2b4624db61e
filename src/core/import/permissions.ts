import { fail, ScopectlError } from '../errors.js'
import { nearest } from '../nearest.js'
import { problem } from '../problem.js'
import type { Source } from '../source.js'
import { Gathering } from './gathering.js'
import type { Carried } from './model.js'
import type { Part } from './part.js'
import { type PathSetOptions, PathSets } from './path-sets.js'

export interface PermissionsOptions extends PathSetOptions {
  /** Whose permissions: a key of `schemes`. Needed if there are several. */
  readonly scheme?: string | undefined
}

/**
 * Reads a permissions document (such as Microsoft Graph's permissions.json) as scopes and routes, for one of its schemes.
 *
 * A permission is a scope, and a way into each of its paths; `alsoRequires` adds what is needed beside it. Routes are the
 * same if their templates match the same paths. No role gets anything: such a document grants nothing to anybody. NOT
 * read: which properties of an answer a permission shows, and on which resources it counts; both are left out by name.
 *
 * @throws ScopectlError `import-scheme-needed`, `import-no-scheme`, `import-bad-path`, `import-bad-condition`,
 * `import-no-routes`, `import-wrong-type`
 */
export function readPermissions(source: Source, options: PermissionsOptions): Carried {
  const found = new Gathering(source)
  const permissions = found.root.get('permissions').members()
  const scheme = chosenScheme(permissions, source.file, options.scheme)
  const declared = permissions.filter((each) => each.get('schemes').has(scheme))
  for (const each of declared) readPermission(each, scheme, found)
  const sets = new PathSets(scheme, found, options)
  for (const each of permissions) sets.read(each)
  found.leaveUnknown(found.root, new Set(['permissions', '$schema']))
  found.refuse()
  if (sets.routes.size === 0) fail('import-no-routes', { file: source.file, scheme })
  const notes = sets.finish()
  return {
    format: `HTTP permissions, ${scheme}`,
    scopes: found.scopes,
    roles: found.roles,
    routes: sets.routes.all(found.scopes),
    token: {},
    leftOut: found.leftOut,
    notes,
  }
}

function chosenScheme(permissions: readonly Part[], file: string, wanted?: string): string {
  const schemes = [...new Set(permissions.flatMap((each) => each.get('schemes').names()))]
  const [only, ...more] = schemes
  if (only === undefined) throw new ScopectlError([problem('import-nothing', { file })])
  if (wanted === undefined) {
    if (more.length > 0) fail('import-scheme-needed', { file, schemes })
    return only
  }
  if (schemes.includes(wanted)) return wanted
  const suggestion = nearest(wanted, schemes)
  return fail('import-no-scheme', { scheme: wanted, schemes, suggestion })
}

const PERMISSION = new Set([
  ...['schemes', 'pathSets', 'authorizationType', 'ownerInfo', 'note', 'implicit'],
])
const SCHEME = new Set([
  ...['adminDisplayName', 'adminDescription', 'userDisplayName', 'userDescription'],
  ...['userConsentDisplayName', 'userConsentDescription', 'requiresAdminConsent'],
  'privilegeLevel',
])

function readPermission(permission: Part, scheme: string, found: Gathering): void {
  const form = permission.get('schemes').get(scheme)
  const description =
    form.get('adminDisplayName').text() ||
    form.get('adminDescription').text() ||
    form.get('userDisplayName').text() ||
    ''
  found.scope(permission.key, description, permission)
  const consent = form.get('requiresAdminConsent')
  if (consent.flag()) found.leave('admin-consent', permission.key, consent)
  const type = permission.get('authorizationType')
  if (!type.isEmpty && type.text() !== 'oAuth2') {
    found.leave('resource-specific', permission.key, type)
  }
  if (permission.get('implicit').flag()) {
    found.leave('implicit-permission', permission.key, permission.get('implicit'))
  }
  found.leaveUnknown(permission, PERMISSION)
  found.leaveUnknown(form, SCHEME)
}
