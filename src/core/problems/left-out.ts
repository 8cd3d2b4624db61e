import type { Auth0Kind } from './left-out-auth0.js'
import type { KeycloakKind } from './left-out-keycloak.js'

/** What an import did not carry over: each has a sentence that says why. */
export type LeftOutKind = SharedKind | EntraKind | PermissionsKind | Auth0Kind | KeycloakKind

type SharedKind =
  /** A catalog cannot have a scope, or a role, with this name. */
  | 'scope-name'
  | 'role-name'
  /** Keys that the import does not know. */
  | 'unknown-key'
  /** What the document does not say, and a catalog needs. */
  | 'issuer'

type PermissionsKind =
  | 'refused-path'
  | 'refused-method'
  | 'undeclared-scheme'
  | 'path-condition'
  | 'property-filter'
  | 'resource-specific'
  | 'implicit-permission'

type EntraKind =
  | 'disabled-app-role'
  | 'disabled-scope'
  | 'app-role-without-value'
  | 'scope-without-value'
  | 'member-type'
  | 'admin-consent'
  | 'preauthorized-application'
  | 'known-client'
  | 'required-resource'
  | 'group-claims'
  | 'groups-as-roles'
  | 'optional-claim'
  | 'mapped-claims'
  | 'token-encryption'
  | 'audience'
