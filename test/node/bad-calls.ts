import { FLAW_NAMES } from '../../src/core/issue/flaws.js'
import { SIGNED, type Situation, USERS } from './situation.js'

const SECRET = 'a random secret of 32 bytes, k7Qz'

const WHOS = [
  ...[{ user: 'ann' }, { user: 'an' }, { user: 'off' }, { client: 'bott' }, { client: 'bot' }],
  ...[
    { role: 'reader' },
    { role: 'readr' },
    { scopes: 'read' },
    { scopes: 'raed' },
    { scopes: ' ' },
  ],
  ...[{ anonymous: true }, { token: 'x' }, {}, 'ann', undefined],
]
const GOALS = [
  ...[
    'GET /items',
    'GET /item',
    'get /items',
    'GET items',
    '/items',
    'items',
    'GET *',
    'PUT /items',
  ],
  ...['GET /items/new', 'GET /new', 'GET /a/../b', 'GET /users/42', 'GET /items?x=1', 'ANY /items'],
  ...['https://api.test/items', 'GET /items/', 'GET //items', 'GET /none/like/this', '', undefined],
  ...[
    { need: 'read' },
    { need: 'raed' },
    { need: ' ' },
    { need: 'read', all: true },
    { any: true },
  ],
]
const MINTS = [
  ...FLAW_NAMES.flatMap((flaw) => [{ flaw }, { flaw, withConfiguredKey: true }]),
  ...[{ flaw: 'all' }, { flaw: 'expird' }, { flaw: 'x' }, { scope: 'admin' }, { scope: 'raed' }],
  ...[
    { scope: ' ' },
    { audience: 'any' },
    { audience: 'other' },
    { lifetime: '9y' },
    { lifetime: -1 },
  ],
  ...[{ claims: { sub: 'x' } }, { claims: { n: Number.NaN } }, { at: new Date(0) }, { ttl: 5 }],
]
const TOKENS = [
  ...[
    '',
    ' ',
    'read',
    'null',
    'env:K',
    'file:k',
    '{"error":"x"}',
    '{"access_token":"a.b.c"}',
    '<html>',
  ],
  ...[
    'a.b',
    'a.b.c',
    'a.b.c.d.e',
    '"a.b.c"',
    'Bearer ',
    'Authorization: Bearer a.b.c',
    'a.b.c d.e.f',
  ],
]
export const questions: Situation = {
  files: { 'scopes.yaml': SIGNED, 'users.yaml': USERS },
  options: { env: { K: SECRET } },
  ask: (access) => {
    const { can, decide, mint, verify } = access as unknown as Record<
      string,
      (...args: unknown[]) => unknown
    >
    return [
      ...WHOS.flatMap((who) =>
        GOALS.flatMap((goal) => [() => can?.(who, goal), () => decide?.(who, goal)]),
      ),
      ...WHOS.map((who) => () => mint?.(who)),
      ...MINTS.map((options) => async () => verify?.(await mint?.({ user: 'ann' }, options))),
      ...MINTS.map(
        (options) => async () => verify?.(await mint?.({ user: 'ann' }, options), { leeway: 1 }),
      ),
      ...TOKENS.map((token) => () => verify?.(token)),
      ...['2h', -1, 'x', '6m'].map((leeway) => () => verify?.('a.b.c', { leeway })),
    ]
  },
}
