import {
  allSchema,
  anySchema,
  catalogSchema,
  fixtureSchema,
  ignoredSchema,
  lintSchema,
  openapiSchema,
  otherSchema,
  probeSchema,
  roleSchema,
  routeSchema,
  schemeSchema,
  scopeSchema,
  tokenSchema,
  waivedSchema,
} from '../catalog/schema.js'
import { type DescribedMap, describe, VERSION } from './described.js'
import { TOKEN_SETTINGS } from './token.js'

/** What each key of scopes.yaml means. */
export const CATALOG: readonly DescribedMap[] = [
  describe(catalogSchema, {
    version: VERSION,
    users: {
      description:
        'The users file, relative to this file. If not set: users.yaml, .json, .ndjson or .csv next to the catalog.',
      examples: ['access/users.yaml'],
    },
    lint: {
      description: 'Settings of `scopectl lint` and `scopectl drift`.',
      examples: [{ ignore: [{ rule: 'unused-scope', name: 'beta', reason: 'used from June on' }] }],
    },
    openapi: {
      description:
        "How `import openapi`, `drift` and `export openapi` read the API's document. `import` writes its flags here.",
      examples: [{ scheme: 'oauth2', base_path: '/api/v1' }],
    },
    probe: {
      description: 'Settings of `scopectl probe`.',
      examples: [
        {
          waive: [
            { id: 'not-403 GET /me', reason: 'fixed in the next release', until: '2027-01-31' },
          ],
        },
      ],
    },
    token: {
      description: 'How tokens are issued, verified and read.',
      examples: [{ issuer: 'http://localhost:8000', audience: 'items-api', lifetime: '15m' }],
    },
    profiles: {
      description:
        'Token settings by name. --profile NAME replaces the keys of `token` that the profile sets.',
      examples: [{ ci: { algorithm: 'HS256', key: 'env:CI_SECRET' } }],
    },
    scopes: {
      description: 'Every scope, with its description. A scope that is not here is unknown.',
      examples: [{ read: 'Read data', write: 'Write data' }],
    },
    roles: {
      description: 'Roles by name: the scopes that they grant.',
      examples: [{ editor: { scopes: ['read', 'write'] } }],
    },
    routes: {
      description:
        'What each route requires: `METHOD /template` and the scopes that a token needs.',
      examples: [{ 'GET /health': 'public', 'GET /items/{id}': 'read' }],
    },
  }),
  describe(lintSchema, {
    ignore: {
      description: 'Findings of `lint` and `drift` that are accepted, each with a reason.',
      examples: [[{ rule: 'unused-scope', name: 'beta', reason: 'used from June on' }]],
    },
  }),
  describe(ignoredSchema, {
    rule: {
      description: 'The code of the rule of `lint` or `drift`.',
      examples: ['unused-scope', 'drift-dead-scope'],
    },
    name: {
      description: 'What the finding is about, as it quotes it. `*` stands for any text.',
      examples: ['beta', 'GET /beta/*'],
    },
    reason: { description: 'Why the finding is accepted.', examples: ['used from June on'] },
  }),
  describe(probeSchema, {
    waive: {
      description: 'Findings of `probe` that are accepted for some time, each with a reason.',
      examples: [
        [{ id: 'not-403 GET /me', reason: 'fixed in the next release', until: '2027-01-31' }],
      ],
    },
    fixtures: {
      description:
        'Resources that `probe --allow-writes` creates, so that a write does not consume one that others need. They are removed afterwards.',
      examples: [[{ create: 'POST /items/', remove: 'DELETE /items/{id}', id: 'id' }]],
    },
  }),
  describe(fixtureSchema, {
    create: {
      description: 'The route that creates a resource, with a token that is allowed to.',
      examples: ['POST /items/'],
    },
    remove: {
      description: 'The route that removes it; its last parameter is the id.',
      examples: ['DELETE /items/{id}'],
    },
    id: {
      description:
        "The field of the JSON answer with the id, or a JSON pointer to it. If omitted: the last part of the answer's Location.",
      examples: ['id', '/data/id'],
    },
  }),
  describe(waivedSchema, {
    id: {
      description: 'The id of the finding, as `probe --json` shows it: its kind and the route.',
      examples: ['not-403 GET /me'],
    },
    reason: { description: 'Why it is accepted.', examples: ['fixed in the next release'] },
    until: {
      description: 'A day or a time; from then on, the finding counts again and the run fails.',
      examples: ['2027-01-31', '2027-01-31T12:00:00Z'],
    },
  }),
  describe(openapiSchema, {
    scheme: {
      description:
        "The security scheme of the catalog's tokens, as the document names it (--scheme); a list if each token belongs to several.",
      examples: ['oauth2', ['Oauth2', 'Oauth2c']],
    },
    base_path: {
      description: "Used instead of the document's own path prefix; / for none (--base-path).",
      examples: ['/api/v1', '/'],
    },
    optional: {
      description:
        'What `{}` beside other security means: `public` (default): no token is needed; `ignore`: nothing (--optional).',
      examples: ['ignore'],
    },
    unstated: {
      description:
        'The level of operations for which the document states no security: `undecided` (default), `authenticated`, `public`. Set by `init --unstated`; it never changes a route of the catalog.',
      examples: ['authenticated'],
    },
    any_of: {
      description:
        'true: of the scopes that a requirement of the document lists, one is enough; the standard says that all are needed (--any-of).',
      examples: [true],
    },
    root: {
      description:
        "The folder that the document's references may not leave, seen from the catalog; default: the git root (--root).",
      examples: ['..'],
    },
  }),
  describe(tokenSchema, TOKEN_SETTINGS),
  describe(scopeSchema, {
    description: { description: 'What the scope allows, for people.', examples: ['Read data'] },
    implies: {
      description:
        'Scopes and globs that this scope includes. `*` is one or more characters except `:`.',
      examples: [['read', 'users:*']],
    },
    exact: {
      description:
        'true: the name is exactly this, and may contain `*`. An entry that equals it is this scope, never a glob.',
      examples: [true],
    },
  }),
  describe(roleSchema, {
    description: { description: 'Who has the role, and why.', examples: ['Writes articles'] },
    scopes: { description: 'Scopes and globs that the role grants.', examples: [['write']] },
    extends: {
      description: 'Roles whose scopes are copied. Their `default` and `when` are not.',
      examples: [['reader']],
    },
    default: {
      description: 'true: every user has the role. Clients do not.',
      examples: [true],
    },
    when: {
      description:
        'Attributes of users with their values: every user whose attributes equal all of them has the role.',
      examples: [{ is_admin: true }],
    },
  }),
  describe(routeSchema, {
    needs: {
      description:
        'public, authenticated, undecided, scopes separated by spaces (all of them), or a map with `any` or `all`.',
      examples: ['users:read', { any: ['users:read', 'admin'] }],
    },
    params: {
      description: 'An example value for each path parameter.',
      examples: [{ id: 42 }],
    },
    query: {
      description: 'Query parameters for `probe`.',
      examples: [{ page: 1 }],
    },
    body: {
      description:
        'A JSON body for `probe`, if the method is not GET or HEAD. A text is JSON as it is sent.',
      examples: [{ name: 'An item' }, '{"name": "An item"}'],
    },
    description: { description: 'What the route does, for people.', examples: ['One user'] },
  }),
  describe(anySchema, {
    any: {
      description:
        'One of these is enough. Scopes in one text are separated by spaces: all of them. `authenticated` is any accepted token.',
      examples: [
        ['users:delete users:read', 'admin'],
        ['authenticated', { scheme: 'ApiKey' }],
      ],
    },
  }),
  describe(allSchema, {
    all: {
      description:
        'All of these are needed: one scope per item, or what no token can satisfy. `authenticated` only next to `scheme`.',
      examples: [['read', { scheme: 'ApiKey' }]],
    },
  }),
  describe(schemeSchema, {
    scheme: {
      description: 'Another credential, such as an API key. It is shown; no token satisfies it.',
      examples: ['ApiKey'],
    },
    scopes: { description: "That scheme's own scopes.", examples: [['partner:read']] },
  }),
  describe(otherSchema, {
    other: {
      description: 'A rule in words. It is shown; no token satisfies it.',
      examples: ['the user themselves'],
    },
  }),
]
