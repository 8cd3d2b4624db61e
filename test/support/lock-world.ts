// A catalog and users that use every key of the schemas, and for each key an edit that the lock must detect, or ignore.

const HASH = (salt: string): string =>
  `scrypt$1024$8$1$${salt}AECAwQFBgcICQoLDA0ODw$O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE`

export const CATALOG = `version: 1
users: people.yaml
lint: { ignore: [{ rule: unused-scope, name: spare, reason: later }] }
openapi: { scheme: tokens, base_path: /v1, optional: public, root: here, unstated: public, any_of: false }
probe: { waive: [{ id: leak GET /a, reason: later, until: 2030-01-31 }], fixtures: [{ create: PUT /c, remove: 'POST /b/{id}', id: made }] }
token:
  issuer: http://localhost:8000
  audience: api
  algorithm: ES256
  key: file:key.json
  lifetime: 10m
  subject: required
  scope_claim: scope
  scope_format: string
  role_claim: roles
  enforce: literal
  type: at+jwt
  client_id: console
  claims: { token_type: access }
profiles:
  staging: { issuer: https://idp.test, audience: other, algorithm: RS256, key: https://idp.test/jwks, lifetime: 5m, subject: optional, scope_claim: scp, scope_format: array, role_claim: groups, enforce: implied, type: JWT, client_id: web, claims: { tier: gold } }
scopes:
  read: Read data
  write: { description: Write data, implies: [read] }
  spare: Not needed yet
  'patient/*': { description: Patients, exact: true }
  users:read: Read users
roles:
  reader: { description: Reads, default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
  boss: { scopes: ["users:*"], when: { is_admin: true } }
routes:
  GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [k] }] }, description: One, params: {} }
  GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key, scopes: [k] }] }, params: { id: 1 }, query: { page: 1 } }
  POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k] }] }] }
  GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k] }] }] } }
  PUT /c: { needs: { all: [read, { other: x }, { scheme: Other, scopes: [k] }] }, body: { a: 1 } }
  GET /d: { any: [write, { other: x }, { scheme: Other, scopes: [k] }] }
`
export const USERS = `version: 1
users:
  ann: { roles: [editor], scopes: [spare], claims: { email: ann@example.test }, disabled: false, is_admin: false, password: "${HASH('AA')}" }
  bob: { disabled: true }
clients:
  bot: { roles: [editor], scopes: [users:read], disabled: false, secret: "${HASH('AA')}" }
`

/** By the key's path in the schemas: what to replace, and with what. Paths under `users.` refer to the users file. */
export const FACTS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'token.issuer': ['issuer: http://localhost:8000', 'issuer: http://localhost:9000'],
  'token.audience': ['audience: api', 'audience: any'],
  'token.algorithm': ['algorithm: ES256', 'algorithm: EdDSA'],
  'token.key': ['key: file:key.json', 'key: file:other.json'],
  'token.lifetime': ['lifetime: 10m', 'lifetime: 11m'],
  'token.subject': ['subject: required', 'subject: optional'],
  'token.scope_claim': ['scope_claim: scope\n', 'scope_claim: [scope, scp]\n'],
  'token.scope_format': ['scope_format: string', 'scope_format: array'],
  'token.role_claim': ['role_claim: roles', 'role_claim: groups'],
  'token.enforce': ['enforce: literal', 'enforce: implied'],
  'token.type': ['type: at+jwt', 'type: JWT'],
  'token.client_id': ['client_id: console', 'client_id: cli'],
  'token.claims': ['token_type: access', 'token_type: refresh'],
  'profiles.*': ['  staging: {', '  production: {'],
  'profiles.*.issuer': ['issuer: https://idp.test,', 'issuer: any,'],
  'profiles.*.audience': ['audience: other', 'audience: [other, more]'],
  'profiles.*.algorithm': ['algorithm: RS256', 'algorithm: PS256'],
  'profiles.*.key': ['key: https://idp.test/jwks', 'key: https://idp.test/keys'],
  'profiles.*.lifetime': ['lifetime: 5m', 'lifetime: 5h'],
  'profiles.*.subject': ['subject: optional', 'subject: required'],
  'profiles.*.scope_claim': ['scope_claim: scp', 'scope_claim: permissions'],
  'profiles.*.scope_format': ['scope_format: array', 'scope_format: string'],
  'profiles.*.role_claim': ['role_claim: groups', 'role_claim: roles'],
  'profiles.*.enforce': ['enforce: implied', 'enforce: literal'],
  'profiles.*.type': ['type: JWT', 'type: any'],
  'profiles.*.client_id': ['client_id: web', 'client_id: app'],
  'profiles.*.claims': ['tier: gold', 'tier: iron'],
  'scopes.*': ['  users:read: Read users', '  users:read: Read users\n  users:purge: Purge users'],
  'scopes.*.implies': ['implies: [read]', 'implies: [read, spare]'],
  'roles.*': ['  boss:', '  chief:'],
  'roles.*.scopes': ['scopes: [write]', 'scopes: [write, spare]'],
  'roles.*.extends': ['extends: [reader], scopes', 'extends: [boss], scopes'],
  'roles.*.default': ['  editor: { extends', '  editor: { default: true, extends'],
  'roles.*.when': ['when: { is_admin: true }', 'when: { is_admin: false }'],
  'routes.*': ['  GET /d:', '  GET /e:'],
  'routes.*.any': ['GET /d: { any: [write,', 'GET /d: { any: [read,'],
  'routes.*.any[].all': [
    'POST /b/{id}: { any: [write, { all: [users:read,',
    'POST /b/{id}: { any: [write, { all: [',
  ],
  'routes.*.any[].all[].other': [
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend',
    'POST /b/{id}: { any: [write, { all: [users:read, { other: x',
  ],
  'routes.*.any[].all[].scheme': [
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key',
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Kee',
  ],
  'routes.*.any[].all[].scopes': [
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k]',
    'POST /b/{id}: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [l]',
  ],
  'routes.*.any[].other': [
    'GET /d: { any: [write, { other: x',
    'GET /d: { any: [write, { other: y',
  ],
  'routes.*.any[].scheme': [
    'GET /d: { any: [write, { other: x }, { scheme: Other',
    'GET /d: { any: [write, { other: x }, { scheme: Oth',
  ],
  'routes.*.any[].scopes': [
    'GET /d: { any: [write, { other: x }, { scheme: Other, scopes: [k]',
    'GET /d: { any: [write, { other: x }, { scheme: Other, scopes: [l]',
  ],
  'routes.*.all': ['PUT /c: { needs: { all: [read,', 'PUT /c: { needs: { all: [write,'],
  'routes.*.all[].other': [
    'PUT /c: { needs: { all: [read, { other: x',
    'PUT /c: { needs: { all: [read, { other: y',
  ],
  'routes.*.all[].scheme': [
    'PUT /c: { needs: { all: [read, { other: x }, { scheme: Other',
    'PUT /c: { needs: { all: [read, { other: x }, { scheme: Oth',
  ],
  'routes.*.all[].scopes': [
    'PUT /c: { needs: { all: [read, { other: x }, { scheme: Other, scopes: [k]',
    'PUT /c: { needs: { all: [read, { other: x }, { scheme: Other, scopes: [l]',
  ],
  'routes.*.needs': [
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [k] }] }',
    'GET /a: { needs: authenticated',
  ],
  'routes.*.needs.any': ['GET /a: { needs: { any: [read,', 'GET /a: { needs: { any: [write,'],
  'routes.*.needs.any[].other': [
    'GET /a: { needs: { any: [read, { other: the owner',
    'GET /a: { needs: { any: [read, { other: x',
  ],
  'routes.*.needs.any[].scheme': [
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key',
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Kee',
  ],
  'routes.*.needs.any[].scopes': [
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [k]',
    'GET /a: { needs: { any: [read, { other: the owner }, { scheme: Key, scopes: [l]',
  ],
  'routes.*.needs.any[].all': [
    'GET /c: { needs: { any: [write, { all: [users:read,',
    'GET /c: { needs: { any: [write, { all: [',
  ],
  'routes.*.needs.any[].all[].other': [
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend',
    'GET /c: { needs: { any: [write, { all: [users:read, { other: x',
  ],
  'routes.*.needs.any[].all[].scheme': [
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key',
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Kee',
  ],
  'routes.*.needs.any[].all[].scopes': [
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [k]',
    'GET /c: { needs: { any: [write, { all: [users:read, { other: a friend }, { scheme: Key, scopes: [l]',
  ],
  'routes.*.needs.all': [
    'GET /b/{id}: { needs: { all: [write,',
    'GET /b/{id}: { needs: { all: [read,',
  ],
  'routes.*.needs.all[].other': [
    'GET /b/{id}: { needs: { all: [write, { other: the owner',
    'GET /b/{id}: { needs: { all: [write, { other: x',
  ],
  'routes.*.needs.all[].scheme': [
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key',
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Kee',
  ],
  'routes.*.needs.all[].scopes': [
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key, scopes: [k]',
    'GET /b/{id}: { needs: { all: [write, { other: the owner }, { scheme: Key, scopes: [l]',
  ],
  'users.users.*': ['  ann: {', '  ada: {'],
  'users.users.*.roles': ['ann: { roles: [editor]', 'ann: { roles: [reader]'],
  'users.users.*.scopes': ['scopes: [spare]', 'scopes: [spare, users:read]'],
  'users.users.*.claims': ['email: ann@example.test', 'email: eve@example.test'],
  'users.users.*.disabled': ['bob: { disabled: true', 'bob: { disabled: false'],
  'users.users.*.*': ['is_admin: false', 'is_admin: true'],
  'users.clients.*': ['  bot: {', '  bat: {'],
  'users.clients.*.roles': ['bot: { roles: [editor]', 'bot: { roles: []'],
  'users.clients.*.scopes': ['scopes: [users:read]', 'scopes: [spare, users:read]'],
  'users.clients.*.disabled': [
    'scopes: [users:read], disabled: false',
    'scopes: [users:read], disabled: true',
  ],
}

/** What is not a fact, and why; docs/reference/lock.md lists the same. */
export const NO_FACT: Readonly<Record<string, readonly [why: string, from: string, to: string]>> = {
  version: ['one version of the format', 'version: 1\n', ''],
  lint: ['about findings, not access', 'reason: later', 'reason: soon'],
  'openapi.scheme': ['how a document is read', 'scheme: tokens', 'scheme: others'],
  'openapi.optional': ['how a document is read', 'optional: public', 'optional: ignore'],
  'openapi.root': ['how a document is read', 'root: here', 'root: there'],
  'openapi.unstated': ['how a document is read', 'unstated: public', 'unstated: authenticated'],
  'openapi.any_of': ['how a document is read', 'any_of: false', 'any_of: true'],
  'probe.waive': ['about findings, not access', 'id: leak GET /a', 'id: leak GET /c'],
  'probe.fixtures': ['how a probe writes, not access', 'id: made', 'id: new'],
  'openapi.base_path': ['how a document is read', 'base_path: /v1', 'base_path: /v2'],
  'scopes.*.exact': [
    'a name with `*` is invalid without it',
    'exact: true }',
    'exact: true } # written',
  ],
  'scopes.*.description': ['words', 'description: Write data', 'description: Writes'],
  'roles.*.description': ['words', 'description: Reads', 'description: Reading'],
  'routes.*.description': ['words', 'description: One', 'description: Two'],
  'routes.*.params': ['examples', 'params: { id: 1 }', 'params: { id: 2 }'],
  'routes.*.query': ['examples', 'query: { page: 1 }', 'query: { page: 2 }'],
  'routes.*.body': ['an example', 'body: { a: 1 }', 'body: { a: 2 }'],
  'users.version': ['one version of the format', 'version: 1\n', ''],
  'users.users.*.password': [
    'who may log in as somebody, not what they may do',
    HASH('AA'),
    HASH('AB'),
  ],
  'users.clients.*.secret': ['the same', HASH('AA'), HASH('AB')],
}
/** Covered by the keys below them, or, for `users`, by the contents of the file. */
export const SECTIONS =
  /^(?:users|token|profiles|scopes|roles|routes|lint\..*|openapi|probe|probe\.(?:waive|fixtures)\[\].*|users\.users|users\.clients|.*\.when\.\*|.*\.params\.\*|.*\.query\.\*|.*\.body\..*|.*\.claims\.\*)$/
