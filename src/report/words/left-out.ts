import type { LeftOutKind } from '../../core/problems/left-out.js'
import { AUTH0_LEFT_OUT } from './left-out-auth0.js'
import { KEYCLOAK_LEFT_OUT } from './left-out-keycloak.js'
import type { LeftOutWords } from './left-out-words.js'

/** What was left out, and why. A kind without words does not compile. */
export const LEFT_OUT: Readonly<Record<LeftOutKind, LeftOutWords>> = {
  ...AUTH0_LEFT_OUT,
  ...KEYCLOAK_LEFT_OUT,
  'scope-name': {
    one: 'scope',
    many: 'scopes',
    why: 'a catalog cannot have this name (RFC 6749, section 3.3)',
    warns: true,
  },
  'role-name': {
    one: 'role',
    many: 'roles',
    why: 'a catalog cannot have this name',
    warns: true,
  },
  'unknown-key': { one: 'unknown key', many: 'unknown keys', why: 'not read', warns: true },
  issuer: {
    one: 'issuer',
    many: 'issuers',
    why: 'the document does not name it; set `token.issuer`',
  },
  'refused-path': {
    one: 'path that cannot be read',
    many: 'paths that cannot be read',
    why: 'undecided where a route can contain what it may mean, and nothing else decides that',
    warns: true,
  },
  'refused-method': {
    one: 'method that cannot be read',
    many: 'methods that cannot be read',
    why: 'not an HTTP method in upper case',
    warns: true,
  },
  'undeclared-scheme': {
    one: 'permission with paths for a scheme that it does not have',
    many: 'permissions with paths for a scheme that they do not have',
    why: 'no token can have it',
    warns: true,
  },
  'path-condition': {
    one: 'unknown condition of a path',
    many: 'unknown conditions of paths',
    why: 'kept as a rule in words, so no token satisfies that alternative',
    partly: true,
    warns: true,
  },
  'property-filter': {
    one: 'filter on properties of an answer',
    many: 'filters on properties of an answer',
    why: 'a catalog decides about routes, not about what is in an answer',
    partly: true,
    warns: true,
  },
  'resource-specific': {
    one: 'permission for single resources',
    many: 'permissions for single resources',
    why: 'the scope counts for all resources of a route',
    partly: true,
    warns: true,
  },
  'implicit-permission': {
    one: 'implicit permission',
    many: 'implicit permissions',
    why: 'the scope is needed, although the document implies it',
    partly: true,
    warns: true,
  },
  'disabled-app-role': {
    one: 'disabled app role',
    many: 'disabled app roles',
    why: 'it is in no token',
  },
  'disabled-scope': { one: 'disabled scope', many: 'disabled scopes', why: 'it is in no token' },
  'app-role-without-value': {
    one: 'app role without a value',
    many: 'app roles without a value',
    why: 'it is in no token',
  },
  'scope-without-value': {
    one: 'scope without a value',
    many: 'scopes without a value',
    why: 'it is in no token',
  },
  'member-type': {
    one: 'app role for unknown member types',
    many: 'app roles for unknown member types',
    why: 'only `User` and `Application` are known',
    warns: true,
  },
  'admin-consent': {
    one: 'scope that only an administrator can consent to',
    many: 'scopes that only an administrator can consent to',
    why: 'a catalog does not say who consents',
    partly: true,
  },
  'preauthorized-application': {
    one: 'preauthorized application',
    many: 'preauthorized applications',
    why: 'they need no consent; to test one, add it to users.yaml as a client',
  },
  'known-client': {
    one: 'known client application',
    many: 'known client applications',
    why: 'a catalog has no clients; to test one, add it to users.yaml',
  },
  'required-resource': {
    one: 'permission on another API',
    many: 'permissions on other APIs',
    why: 'what the app may call, not what its own routes need',
  },
  'group-claims': {
    one: 'group claim',
    many: 'group claims',
    why: 'groups in a token are not roles of a catalog',
    warns: true,
  },
  'groups-as-roles': {
    one: 'optional claim that writes groups into `roles`',
    many: 'optional claims that write groups into `roles`',
    why: '`roles` then has groups instead of app roles',
    warns: true,
  },
  'optional-claim': {
    one: 'optional claim',
    many: 'optional claims',
    why: 'no scope or role is read from it',
  },
  'mapped-claims': {
    one: 'setting that lets others change claims',
    many: 'settings that let others change claims',
    why: 'a claims mapping policy may change what is in a token',
    warns: true,
  },
  'token-encryption': {
    one: 'key that tokens are encrypted with',
    many: 'keys that tokens are encrypted with',
    why: 'encrypted tokens are not read',
    warns: true,
  },
  audience: {
    one: 'audience',
    many: 'audiences',
    why: 'the document does not have it; set `token.audience`',
  },
}
