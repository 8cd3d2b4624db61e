import type { KeycloakKind } from '../../core/problems/left-out-keycloak.js'
import type { LeftOutWords } from './left-out-words.js'

export const KEYCLOAK_LEFT_OUT: Readonly<Record<KeycloakKind, LeftOutWords>> = {
  'keycloak-nameless': {
    one: 'entry without a name',
    many: 'entries without a name',
    why: 'nothing can refer to it',
    warns: true,
  },
  'keycloak-built-in-role': {
    one: 'role of Keycloak itself',
    many: 'roles of Keycloak itself',
    why: 'to test an API of Keycloak, choose its client with --api',
  },
  'keycloak-same-name': {
    one: 'role with the name of another one',
    many: 'roles with the names of other ones',
    why: 'in a catalog, they would be the same role',
    warns: true,
  },
  'keycloak-composite': {
    one: 'part of a composite role',
    many: 'parts of composite roles',
    why: 'the role that it includes was not carried over, or does not exist',
  },
  'keycloak-cycle': {
    one: 'cycle of composite roles',
    many: 'roles in cycles of composite roles',
    why: 'each of them has all scopes of its cycle instead',
  },
  'keycloak-default-role': {
    one: 'default role',
    many: 'default roles',
    why: 'only new users get it; if all of yours have it, set `default: true`',
    warns: true,
  },
  'keycloak-default-group': {
    one: 'default group',
    many: 'default groups',
    why: 'a catalog has no groups; list the roles of new users in users.yaml',
    warns: true,
  },
  'keycloak-built-in-scope': {
    one: 'client scope of Keycloak itself',
    many: 'client scopes of Keycloak itself',
    why: 'claims about a person, not permissions',
  },
  'keycloak-other-protocol': {
    one: 'entry for another protocol',
    many: 'entries for other protocols',
    why: 'only OpenID Connect has access tokens',
  },
  'keycloak-dynamic-scope': {
    one: 'dynamic client scope',
    many: 'dynamic client scopes',
    why: 'what a client requests is part of its name',
    warns: true,
  },
  'keycloak-hidden-scope': {
    one: 'client scope that is in no token',
    many: 'client scopes that are in no token',
    why: '`include.in.token.scope` is false',
  },
  'keycloak-open-scope': {
    one: 'grant of a client scope without roles',
    many: 'grants of client scopes without roles',
    why: 'every user of a client that has it may get it, so it is declared but granted to no role',
    warns: true,
  },
  'keycloak-mapping': {
    one: 'role that a client scope is mapped to',
    many: 'roles that client scopes are mapped to',
    why: 'the role was not carried over, or does not exist',
  },
  'keycloak-issuer': {
    one: 'issuer',
    many: 'issuers',
    why: 'the document does not name the host; set `token.issuer` to https://HOST and this path',
  },
  'keycloak-audience': {
    one: 'audience',
    many: 'audiences',
    why: 'set `token.audience` to what `aud` is in your tokens',
  },
  'keycloak-setting': {
    one: 'setting of the realm',
    many: 'settings of the realm',
    why: 'a catalog cannot have this value',
  },
  'keycloak-role-claim': {
    one: 'claim with roles',
    many: 'claims with roles',
    why: 'it has a prefix, is not a list, or is not in access tokens; set `token.role_claim` if you can',
    warns: true,
  },
  'keycloak-full-scope': {
    one: 'client with full scope',
    many: 'clients with full scope',
    why: 'its tokens hold every role of the user (`fullScopeAllowed`), as in the catalog',
  },
  'keycloak-full-scope-unstated': {
    one: 'client that does not say whether it has full scope',
    many: 'clients that do not say whether they have full scope',
    why: 'Keycloak then gives it; its tokens hold every role of the user, as in the catalog',
  },
  'keycloak-limited-scope': {
    one: 'limit of a client',
    many: 'limits of clients',
    why: 'tokens for it hold no other roles of a user; a catalog has no such limit',
    warns: true,
  },
  'keycloak-client-scope': {
    one: 'assignment of client scopes',
    many: 'assignments of client scopes',
    why: 'a catalog does not say which client may request a scope',
  },
  'keycloak-authorization': {
    one: 'client with authorization services',
    many: 'clients with authorization services',
    why: 'permissions on resources are decided by Keycloak, not by scopes',
    warns: true,
  },
  'keycloak-audience-mapper': {
    one: 'audience mapper',
    many: 'audience mappers',
    why: 'it adds to `aud` in the tokens of a client that has it',
  },
  'keycloak-role-mapper': {
    one: 'mapper that changes roles or scopes in tokens',
    many: 'mappers that change roles or scopes in tokens',
    why: 'a token may name other roles or scopes than the user has, or in another claim',
    warns: true,
  },
  'keycloak-service-account': {
    one: 'service account',
    many: 'service accounts',
    why: 'to test it, add it to users.yaml as a client with these roles',
  },
  'keycloak-user': {
    one: 'user',
    many: 'users',
    why: 'users are not part of a catalog; add the ones that you test with to users.yaml',
  },
  'keycloak-group': {
    one: 'group',
    many: 'groups',
    why: 'groups are not part of a catalog; members have these roles, and those of the groups above',
  },
  'keycloak-directory': {
    one: 'source of users from outside',
    many: 'sources of users from outside',
    why: 'it may give roles to users',
    warns: true,
  },
}
