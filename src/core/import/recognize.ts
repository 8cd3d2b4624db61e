import { fail } from '../errors.js'
import { isMap } from '../plain-map.js'
import type { ImportSource } from '../problems/import.js'
import type { Source } from '../source.js'

/** Some exports are a list of realms. */
const isRealms = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => has(each, 'realm'))

const has = (value: unknown, ...names: readonly string[]): boolean =>
  isMap(value) && names.some((name) => Object.hasOwn(value, name))

/** What each kind of document is recognized by; the first that fits says what a document is. */
const KINDS: readonly (readonly [ImportSource, (value: unknown) => boolean])[] = [
  ['openapi', (value) => has(value, 'openapi', 'swagger')],
  [
    'permissions',
    (value) => isMap(value) && isMap(value['permissions']) && !has(value, 'appId', 'realm'),
  ],
  ['keycloak', (value) => has(value, 'realm', 'ifResourceExists') || isRealms(value)],
  [
    'entra',
    (value) => has(value, 'appId', 'appRoles', 'oauth2Permissions', 'api', 'identifierUris'),
  ],
  [
    'auth0',
    (value) =>
      has(value, 'resourceServers', 'clientGrants', 'tenant') ||
      // In a catalog, `roles` is a map.
      (isMap(value) && Array.isArray(value['roles'])),
  ],
]

/** Refuses a document that is known to be for another import; whether it is one for this import is not checked. */
export function refuseKnownOther(file: string, value: unknown, expected: ImportSource): void {
  const looks = kindOf(value)
  if (looks && looks !== expected) fail('import-not-one', { file, expected, looks })
}

const kindOf = (value: unknown): ImportSource | undefined =>
  KINDS.find(([, fits]) => fits(value))?.[0]

/**
 * Refuses a document of another kind.
 * @throws ScopectlError `import-not-one`, which names what the document seems to be
 */
export function refuseOther(source: Source, expected: ImportSource): void {
  const { file, value } = source
  const looks = kindOf(value)
  if (looks !== expected) fail('import-not-one', { file, expected, looks })
}
