import type { Auth0Kind } from '../../core/problems/left-out-auth0.js'
import type { LeftOutWords } from './left-out-words.js'

export const AUTH0_LEFT_OUT: Readonly<Record<Auth0Kind, LeftOutWords>> = {
  'auth0-keyword': {
    one: 'value with a keyword',
    many: 'values with a keyword',
    why: 'keywords are not replaced; run a0deploy export, or replace them first',
    warns: true,
  },
  'auth0-nameless': {
    one: 'entry without a name',
    many: 'entries without a name',
    why: 'nothing can refer to it',
    warns: true,
  },
  'auth0-other-api': {
    one: 'other API',
    many: 'other APIs',
    why: 'a token is for one API, so a catalog has one API; choose it with --api',
  },
  'auth0-system-api': {
    one: 'API of Auth0 itself',
    many: 'APIs of Auth0 itself',
    why: 'it manages the tenant',
  },
  'auth0-rbac-off': {
    one: 'API without RBAC',
    many: 'APIs without RBAC',
    why: 'without `enforce_policies`, Auth0 ignores roles, and users get every scope that they request; the roles are as written',
    warns: true,
  },
  'auth0-users-denied': {
    one: 'role',
    many: 'roles',
    why: 'Auth0 gives users no tokens for this API (`subject_type_authorization`)',
  },
  'auth0-other-permission': {
    one: 'permission at another API',
    many: 'permissions at other APIs',
    why: 'it is in no token for this API',
  },
  'auth0-undeclared': {
    one: 'permission that the API does not declare',
    many: 'permissions that the API does not declare',
    why: 'Auth0 cannot grant it',
    warns: true,
  },
  'auth0-other-grant': {
    one: 'client grant for another API',
    many: 'client grants for other APIs',
    why: 'it is in no token for this API',
  },
  'auth0-default-grant': {
    one: 'client grant without a client',
    many: 'client grants without a client',
    why: 'it is for clients that the document does not name',
    warns: true,
  },
  'auth0-user-grant': {
    one: 'client grant for users',
    many: 'client grants for users',
    why: 'it limits what users get through a client; a catalog has no such limit',
    warns: true,
  },
  'auth0-unused-grant': {
    one: 'client grant without effect',
    many: 'client grants without effect',
    why: 'the client or the API does not allow `client_credentials`',
  },
  'auth0-issuer': {
    one: 'issuer',
    many: 'issuers',
    why: 'the document does not name the domain; set `token.issuer` to https://DOMAIN/',
  },
  'auth0-requested': {
    one: 'claim',
    many: 'claims',
    why: 'the permissions are read from `permissions`; if the API reads `scope`, set `token.scope_claim`',
  },
  'auth0-setting': {
    one: 'setting of the API',
    many: 'settings of the API',
    why: 'a catalog has no such setting',
  },
  'auth0-limit': {
    one: 'setting that refuses tokens',
    many: 'settings that refuse tokens',
    why: 'Auth0 or the API may refuse what the catalog allows',
    warns: true,
  },
  'auth0-code': {
    one: 'piece of code',
    many: 'pieces of code',
    why: 'it may change what is in a token, or refuse a login',
    warns: true,
  },
  'auth0-section': {
    one: 'section',
    many: 'sections',
    why: 'neither scopes nor roles',
  },
}
