import type { Access } from '../../src/node.js'
import { questions } from './bad-calls.js'
import { keySituations, ringSituations } from './bad-keys.js'
import { catalog, SIGNED, type Situation, USERS } from './situation.js'

const fileSituations = (): Situation[] => [
  { files: {} },
  { files: { 'scope.yaml': SIGNED }, file: 'scopes.yaml' },
  { files: { 'scopes.yaml': SIGNED, 'scopes.json': '{}' }, file: '' },
  ...['users.json', 'users.csv', 'users.ndjson'].flatMap((other) =>
    ['', '{}', 'x'].map((text) => ({
      files: { 'scopes.yaml': SIGNED, 'users.yaml': USERS, [other]: text },
    })),
  ),
  ...[
    '',
    '5',
    '[',
    '{ a: 1 }',
    '<<<<<<< a\n',
    'scopes: { a: A }\nroute: 5',
    '\0',
    '&a [*a]',
  ].flatMap((text) => [
    { files: { 'scopes.yaml': text } },
    { files: { 'scopes.yaml': SIGNED, 'users.yaml': text } },
    { files: { 'scopes.yaml': SIGNED, 'users.csv': text } },
    { files: { 'scopes.yaml': SIGNED, 'users.ndjson': text } },
    { files: { 'scopes.yaml': SIGNED, '.env': text }, options: { envFile: '.env' } },
  ]),
  { files: { 'scopes.yaml': SIGNED, 'users.csv': 'user,password\nann,geheim\n' } },
  { files: { 'scopes.yaml': SIGNED, 'users.txt': USERS }, options: { usersFile: 'users.txt' } },
  {
    files: {
      'scopes.yaml': SIGNED,
      'users.yaml': `users:\n${Array.from({ length: 6000 }, (_, i) => `  u${i}: {}\n`).join('')}`,
    },
  },
  ...[
    { usersFile: 'none.yaml' },
    { envFile: 'none.env' },
    { profile: 'non' },
    { profile: 'dve' },
    { profile: 'dev' },
    { profile: 'prod' },
  ].map((options) => ({ files: { 'scopes.yaml': SIGNED, 'users.yaml': USERS }, options })),
  ...['iss: x', 'alg: HS256', 'secret: x', 'key: [a]', 'role_claim: a.b', 'router: nginx'].map(
    (token) => ({ files: { 'scopes.yaml': catalog(token), 'users.yaml': USERS } }),
  ),
]

export const usual = ({ mint, verify }: Access): readonly unknown[] => [
  () => mint({ role: 'reader' }),
  () => verify('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'),
  ...['expired', 'wrong-key', 'hs-with-public-key'].map(
    (flaw) => () => mint({ role: 'reader' }, { flaw: flaw as 'expired' }),
  ),
]

export const situations = (): readonly Situation[] => [
  ...keySituations(),
  ...ringSituations(),
  ...fileSituations(),
  questions,
  { ...questions, options: { env: {} } },
  { ...questions, files: { 'scopes.yaml': SIGNED } },
  {
    ...questions,
    files: { 'scopes.yaml': catalog('issuer: i, audience: a'), 'users.yaml': USERS },
  },
]
