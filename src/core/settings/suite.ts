import {
  exceptSchema,
  subjectSchema,
  suiteSchema,
  tableSchema,
  testSchema,
} from '../suite/schema.js'
import { type DescribedMap, describe, VERSION } from './described.js'

/** What each key of scopes.test.yaml means. */
export const SUITE: readonly DescribedMap[] = [
  describe(suiteSchema, {
    version: VERSION,
    now: {
      description: 'The time at which all questions are asked. If not set: the clock.',
      examples: ['2026-01-01T00:00:00Z'],
    },
    catalog: {
      description: 'Another catalog, relative to this file.',
      examples: ['../scopes.yaml'],
    },
    users: {
      description: 'Another users file; or users, as in users.yaml, in place of that file.',
      examples: ['test-users.yaml', { bob: { roles: ['editor'] } }],
    },
    clients: {
      description: 'Clients, as in users.yaml, in place of that file.',
      examples: [{ 'ci-bot': { scopes: ['read'] } }],
    },
    subjects: {
      description: 'Subjects that tests refer to by name.',
      examples: [{ editor: { role: 'editor' }, nobody: { anonymous: true } }],
    },
    tests: {
      description: 'Tests: for a subject, routes and the answers that they must get.',
      examples: [[{ as: { role: 'editor' }, allow: ['POST /items/'] }]],
    },
    table: {
      description: 'Tests as a table: a row per route, a column per subject.',
      examples: [{ columns: ['nobody', 'editor'], rows: { 'GET /items/': '401 200' } }],
    },
    always: {
      description: 'Statements that must hold for every token: see scopectl help prove.',
      examples: [['public = GET /health', 'DELETE * needs admin']],
    },
  }),
  describe(subjectSchema, {
    user: { description: 'A user of the users file.', examples: ['bob'] },
    client: { description: 'A client of the users file.', examples: ['ci-bot'] },
    role: { description: 'A role, or several held at once.', examples: ['editor', ['a', 'b']] },
    scopes: {
      description: 'A token with exactly these scopes, or with all declared ones but some.',
      examples: ['read write', ['read', 'write'], { except: 'admin' }],
    },
    anonymous: { description: 'true: no token.', examples: [true] },
    token: {
      description: 'A token from elsewhere: env:NAME, file:PATH or a JWT.',
      examples: ['env:STAGING_TOKEN', 'file:tokens/alice.jwt'],
    },
    scope: {
      description: 'Narrows the token to these scopes, or to all that it may have but some.',
      examples: ['read', { except: 'write' }],
    },
    flaw: {
      description: 'Gives the token one defect: the test passes only if that is why it is refused.',
      examples: ['expired', 'wrong-audience'],
    },
  }),
  describe(exceptSchema, {
    except: {
      description: 'Scopes that are left out, and with them those that imply one of them.',
      examples: ['admin', ['users:read', 'users:write']],
    },
  }),
  describe(testSchema, {
    as: {
      description: 'Who asks: a subject, its name, or a list of them.',
      examples: ['editor', { user: 'bob' }],
    },
    name: { description: 'The name of the test in reports.', examples: ['editors may not delete'] },
    allow: { description: 'Routes that answer 200.', examples: [['GET /items/']] },
    forbidden: { description: 'Routes that answer 403.', examples: [['DELETE /users/{id}']] },
    unauthorized: { description: 'Routes that answer 401.', examples: [['GET /me']] },
    deny: { description: 'Routes that answer 401 or 403.', examples: [['DELETE /users/{id}']] },
    allow_only: {
      description: 'Of all routes that are decided, exactly these answer 200.',
      examples: [['GET /health', 'GET /items/']],
    },
    skip: {
      description: 'Why the test is not run. Its names are still checked.',
      examples: ['waits for the orders API'],
    },
  }),
  describe(tableSchema, {
    columns: {
      description: 'Names from `subjects`, from left to right.',
      examples: [['nobody', 'editor']],
    },
    rows: {
      description: 'For each route, the status of each column: 200, 401, 403 or ? (undecided).',
      examples: [{ 'GET /items/': '401 200' }],
    },
  }),
]
