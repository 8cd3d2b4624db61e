import { API_CATALOG } from '../../support/guarded-api.js'

/** Without `type`: neither FastAPI's tutorial nor the library for Express requires one. */
export const HOLES_CATALOG = API_CATALOG.replace(
  ' type: at+jwt,',
  ' algorithm: RS256, key: file:key.jwk,',
)

const READS = [
  ...['GET /me', 'GET /items/', 'GET /reports', 'GET /settings', 'GET /users/'],
  ...['GET /users/export', 'GET /users/{id}'],
]
const WRITES = ['POST /items/', 'DELETE /users/{id}']
const GUARDED = [...READS, ...WRITES]
const SCOPED = GUARDED.filter((route) => route !== 'GET /me')
const USERS = GUARDED.filter((route) => route.includes('/users/'))
const CHOICES = ['GET /users/{id}', 'DELETE /users/{id}']

/** What probe must report: routes by kind of finding. */
export type Findings = Readonly<Record<string, readonly string[]>>

export interface SeededHole {
  /** HOLE of the server. */
  readonly hole: string
  /** What else the server is told. */
  readonly env?: Readonly<Record<string, string>>
  readonly expected: Findings
  /** Where it is different in Express; null: the hole cannot be made there. */
  readonly express?: Findings | null
}

const seeded = (hole: string, kind: string, routes: readonly string[]): SeededHole => ({
  hole,
  expected: { [kind]: routes },
})

/** One at a time, in a server that is otherwise right. */
export const SEEDED: readonly SeededHole[] = [
  // No check.
  ...['GET /me', 'GET /items/', 'POST /items/', 'DELETE /users/{id}'].map((route) => ({
    ...seeded('no-check', 'unguarded', [route]),
    env: { AT: route },
  })),
  seeded('router', 'unguarded', USERS),
  { hole: 'get-only', expected: { unguarded: WRITES, 'open-head': READS } },
  seeded('any-text', 'any-text', GUARDED),
  seeded('any-token', 'any-token', SCOPED),
  // Tokens.
  seeded('signature', 'signature', GUARDED),
  seeded('alg-none', 'alg-none', GUARDED),
  seeded('key-confusion', 'key-confusion', GUARDED),
  seeded('exp', 'expired', GUARDED),
  seeded('nbf', 'not-yet-valid', GUARDED),
  seeded('aud', 'wrong-audience', GUARDED),
  seeded('iss', 'wrong-issuer', GUARDED),
  // Scopes.
  seeded('substring', 'lookalike-scope', SCOPED),
  seeded('contains', 'lookalike-scope', SCOPED),
  seeded(
    'prefix',
    'lookalike-scope',
    SCOPED.filter((route) => USERS.includes(route) || route === 'GET /reports'),
  ),
  seeded('below', 'lookalike-scope', SCOPED),
  seeded('ignores-case', 'lookalike-scope', SCOPED),
  seeded('wildcard', 'lookalike-scope', SCOPED),
  seeded('any-of-all', 'missing-scope', [
    ...['GET /reports', 'GET /users/export', 'DELETE /users/{id}'],
  ]),
  seeded('no-claim', 'no-scope-claim', SCOPED),
  seeded('falsy-claim', 'no-scope-claim', SCOPED),
  seeded('wrong-type', 'scope-wrong-type', SCOPED),
  seeded('other-claim', 'scope-claim-other', SCOPED),
  seeded('implied', 'implied-scope', ['GET /users/']),
  ...['*', 'root', 'superuser', 'all'].map((name) => ({
    ...seeded('superuser', 'superuser-scope', SCOPED),
    env: { NAME: name },
  })),
  seeded('first-alternative', 'shut-alternative', CHOICES),
  seeded('last-alternative', 'shut-alternative', CHOICES),
  // Other forms of a request, and what comes before the guard.
  seeded('head', 'open-head', READS),
  seeded('slash', 'open-trailing-slash', READS),
  seeded('case', 'open-case', READS),
  seeded('override', 'open-override', READS),
  {
    ...seeded('override-write', 'open-override', WRITES),
    // Only POST may name another method there, and the catalog has a POST on the other path.
    express: { 'open-override': ['DELETE /users/{id}'] },
  },
  seeded('cache', 'cached-answer', READS),
  // Refusals.
  seeded('leak', 'leak', SCOPED),
  seeded('hidden', 'hidden', SCOPED),
  seeded('not-401', 'not-401', GUARDED),
  seeded('not-403', 'not-403', SCOPED),
  seeded('no-challenge', 'no-challenge', GUARDED),
  seeded('wrong-challenge', 'wrong-challenge', SCOPED),
  // The library for Express does that itself, and its profile says so.
  { ...seeded('union', 'union-challenge', CHOICES), express: null },
]

export const nameOf = ({ hole, env = {} }: SeededHole): string =>
  [hole, ...Object.values(env)].join(' ')
