import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { say } from '../../../src/report/words/index.js'
import { catalogOf, HOSTILE, unsafeIn } from '../sample.js'

const scopes = { read: '', 'users:read': '' }

/** All messages about a catalog, followed by their hints. */
function saidOf(value: unknown, profile?: string): string[] {
  const parsed = parseCatalog(sourceOf(value), profile)
  return (parsed.ok ? parsed.notes : parsed.problems).map(sentence)
}

function saidOfUsers(value: unknown): string[] {
  const parsed = parseUsers(sourceOf(value), catalogOf())
  return parsed.ok ? [] : parsed.problems.map(sentence)
}

function sentence(found: Parameters<typeof say>[0]): string {
  const { says, hint } = say(found)
  expect(says).toMatch(/^(`|[a-z])/)
  expect(says).not.toMatch(/[.!]$/)
  return hint === undefined ? says : `${says} / ${hint}`
}

const routed = (requirement: unknown) => ({ scopes, routes: { 'GET /x': requirement } })

const REQUIREMENT =
  'a requirement is scopes, `authenticated`, `public`, `undecided`, or `any:` or `all:` with a list: scopectl help requirements'

describe('about the wrong shape', () => {
  test.each([
    [
      routed(['read', 'users:read']),
      '`routes.GET /x` must be text or a map: found a list / if all of them are needed, write `read users:read`; if one is enough, `{ any: [read, users:read] }`',
    ],
    [routed(null), `\`routes.GET /x\` must be text or a map: found nothing / ${REQUIREMENT}`],
    [routed(''), `\`routes.GET /x\` is empty / ${REQUIREMENT}`],
    [routed({ any: [] }), `\`routes.GET /x.any\` is empty / ${REQUIREMENT}`],
    [routed({}), `\`routes.GET /x\` must be text or a map: found a map / ${REQUIREMENT}`],
    [routed(5), `\`routes.GET /x\` must be text or a map: found the number 5 / ${REQUIREMENT}`],
    [
      { scopes, token: { lifetime: 15 } },
      '`token.lifetime` must be text: found the number 15 / use a duration like 30s, 15m, 1h30m or 7d',
    ],
    [{ scopes, users: true }, '`users` must be text: found `true` / write it as text: `"true"`'],
    [
      { scopes, token: { scope_format: 'list' } },
      '`token.scope_format` must be `string` or `array`: found `list`',
    ],
    [{ scopes, version: 2 }, '`version` must be `1`: found the number 2'],
    [
      { scopes, roles: { r: { scopes: 'read' } } },
      '`roles.r.scopes` must be a list: found `read` / write it as a list: `[read]`',
    ],
    [
      { scopes, roles: { r: { default: 'yes' } } },
      '`roles.r.default` must be true or false: found `yes` / write `true`, without quotes',
    ],
    [[], 'the file must be a map: found a list'],
    ['x', 'the file must be a map: found `x`'],
    [{}, '`scopes` is missing'],
  ])('%j', (value, said) => {
    expect(saidOf(value)).toEqual([said])
  })
})

describe('about names and rules', () => {
  test.each([
    [{ scopes, role: {} }, 'unknown setting `role` / did you mean `roles`?'],
    [routed('raed'), 'route `GET /x` refers to undeclared scope `raed` / did you mean `read`?'],
    [
      routed('users:*'),
      'route `GET /x` cannot use the glob `users:*` / list the scopes one by one; globs are allowed only in `implies:` and in the scopes of roles, and a scope with `*` in its name is declared with `exact: true`',
    ],
    [
      routed('public read'),
      '`GET /x` combines the keyword `public` with other requirements / `public` must be the whole requirement: use it alone, or remove it',
    ],
    [
      routed('authenticated read'),
      '`GET /x` combines the keyword `authenticated` with other requirements / use it alone or as an item of `any`; scopes already need an accepted token',
    ],
    [
      routed({ all: ['authenticated'] }),
      '`GET /x` has `authenticated` in an `all`, where it is only allowed next to `{ scheme }` / write `authenticated` without `all`',
    ],
    [
      routed({ all: ['authenticated', 'read'] }),
      '`GET /x` has `authenticated` in an `all`, where it is only allowed next to `{ scheme }` / remove `authenticated`: scopes already need an accepted token',
    ],
    [
      routed({ all: ['authenticated', { other: 'x' }] }),
      '`GET /x` has `authenticated` in an `all`, where it is only allowed next to `{ scheme }` / remove `authenticated`, and say in the text of the rule that it needs a token',
    ],
    [
      {
        scopes: { authenticated: '' },
        routes: { 'GET /x': { all: ['authenticated', { scheme: 'K' }] } },
      },
      '`authenticated` of `GET /x` is both a keyword and a declared scope / rename the scope: next to `{ scheme }`, only the keyword is allowed',
    ],
    [
      { scopes: { public: '' }, routes: { 'GET /x': 'public' } },
      '`public` of `GET /x` is both a keyword and a declared scope / for the scope, write `{ all: [public] }`; for the keyword, rename the scope',
    ],
    [
      { scopes, routes: { 'GET /{a}': 'read', 'GET /{b}': 'read' } },
      '`GET /{b}` is the same route as `GET /{a}` / routes that differ only in parameter names are the same: keep one',
    ],
    [
      { scopes, routes: { 'get /x': 'read' } },
      'the route `get /x` has a method that is not upper case / did you mean `GET /x`?',
    ],
    [
      { scopes: { a: { implies: ['b'] }, b: { implies: ['a'] } } },
      'scopes imply each other in a cycle: `a` -> `b` -> `a` / a scope can only imply narrower ones: remove one of these steps',
    ],
    [
      { scopes, roles: { r: { when: {} } } },
      'the `when` of role `r` has no condition / add an attribute and its value; for a role that everyone has, use `default: true`',
    ],
    [
      { scopes, roles: { r: { scopes: ['x:*'] } } },
      'the glob `x:*` of role `r` matches no declared scope / `*` matches one or more characters, but not `:`',
    ],
    [
      { scopes, token: { issuer: ['any', 'x'] } },
      '`any` is combined with other values of `issuer` / `issuer: any` disables the check: use it alone, or remove it',
    ],
    [
      { scopes, token: { lifetime: '15 minutes' } },
      'invalid duration `15 minutes`: use 1s to 1y 1d / use a duration like 30s, 15m, 1h30m or 7d',
    ],
    [
      { scopes, token: { lifetime: '7d' } },
      'a lifetime of 7d is long: a leaked token stays valid that long / 15m is typical; up to 1d gives no warning',
    ],
  ])('%j', (value, said) => {
    expect(saidOf(value)).toEqual([said])
  })

  test('about users', () => {
    expect(saidOfUsers({ users: { bob: { roles: ['admin'] } } })).toEqual([
      'user `bob` lists the role `admin`, which can only be given by its `when` / remove it, and give the user the attributes that its `when` requires',
    ])
    expect(saidOfUsers({ users: { bob: { is_admn: true } } })).toEqual([
      "user `bob` has `is_admn`, which is not a setting and is not read by any role's `when` / did you mean `is_admin`?",
    ])
    expect(saidOfUsers({ users: { bob: { claims: { sub: 'x' } } } })).toEqual([
      'user `bob` sets the claim `sub`, which scopectl sets itself / choose another name, or remove it',
    ])
  })

  test('about a profile', () => {
    expect(saidOf({ scopes, profiles: { staging: {} } }, 'stagin')).toEqual([
      'the catalog has no profile `stagin` / did you mean `staging`?',
    ])
  })
})

test('TERM1 and TERM2: whatever the names in a file, the message is one line of text', () => {
  const said = [
    ...saidOf({ scopes: { [HOSTILE]: '' }, [HOSTILE]: 1 }),
    ...saidOf({
      scopes: { read: '', [HOSTILE]: '' },
      roles: { [HOSTILE]: { scopes: [HOSTILE], extends: [HOSTILE] } },
    }),
    ...saidOf({ scopes, routes: { [HOSTILE]: [HOSTILE] } }),
    ...saidOf({ scopes, routes: { [`GET /${HOSTILE}`]: HOSTILE } }),
    ...saidOf({ scopes, token: { enforce: HOSTILE } }),
  ]
  expect(said.length).toBeGreaterThan(4)
  for (const each of said) {
    expect(unsafeIn(each)).toEqual([])
    expect(each).not.toContain('\n')
  }
})
