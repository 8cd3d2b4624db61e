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

describe('about the wrong shape', () => {
  test.each([
    [
      routed(['read', 'users:read']),
      '`routes.GET /x` must be text or a map: found a list / write `any:` or `all:` before it: a bare list could mean either',
    ],
    [
      routed(null),
      '`routes.GET /x` must be text or a map: found nothing / an empty value is never a default: write it out, or leave the key out',
    ],
    [
      routed(''),
      '`routes.GET /x` is empty / an empty value is never a default: write it out, or leave the key out',
    ],
    [
      routed({ any: [] }),
      '`routes.GET /x.any` is empty / an empty value is never a default: write it out, or leave the key out',
    ],
    [
      routed({}),
      '`routes.GET /x` must be text or a map: found a map / a map here has `any`, `all` or `needs`',
    ],
    [routed(5), '`routes.GET /x` must be text or a map: found the number 5 / quote it'],
    [
      { scopes, token: { lifetime: 15 } },
      '`token.lifetime` must be text: found the number 15 / quote it',
    ],
    [{ scopes, users: true }, '`users` must be text: found `true` / quote it'],
    [
      { scopes, token: { scope_format: 'list' } },
      '`token.scope_format` must be `string` or `array`: found `list`',
    ],
    [{ scopes, version: 2 }, '`version` must be `1`: found the number 2'],
    [
      { scopes, roles: { r: { scopes: 'read' } } },
      '`roles.r.scopes` must be a list: found `read` / write it as a list, such as [a, b]',
    ],
    [
      { scopes, roles: { r: { default: 'yes' } } },
      '`roles.r.default` must be true or false: found `yes`',
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
    [
      routed('raed'),
      'route `GET /x` names the scope `raed`, which is not declared / did you mean `read`?',
    ],
    [
      routed('users:*'),
      'route `GET /x` cannot take the glob `users:*` / write the scopes out; globs stand in `implies:` and in the scopes of roles only',
    ],
    [
      routed('public read'),
      '`GET /x` has the keyword `public` beside scopes / `public` is a whole requirement: write it alone, or leave it out',
    ],
    [
      { scopes: { public: '' }, routes: { 'GET /x': 'public' } },
      '`public` of `GET /x` is a keyword and a declared scope / write `{ all: [public] }` for the scope; for the keyword, rename the scope',
    ],
    [
      { scopes, routes: { 'GET /{a}': 'read', 'GET /{b}': 'read' } },
      '`GET /{b}` is the same route as `GET /{a}` / names of parameters do not tell routes apart: keep one',
    ],
    [
      { scopes, routes: { 'get /x': 'read' } },
      'the route `get /x` has a method that is not in upper case / did you mean `GET /x`?',
    ],
    [
      { scopes: { a: { implies: ['b'] }, b: { implies: ['a'] } } },
      'scopes imply each other in a circle: `a` -> `b` -> `a` / a scope implies only narrower ones: take one of these steps out',
    ],
    [
      { scopes, roles: { r: { when: {} } } },
      'the `when` of role `r` asks for nothing / name an attribute and its value; a role for everybody is `default: true`',
    ],
    [
      { scopes, roles: { r: { scopes: ['x:*'] } } },
      'the glob `x:*` of role `r` covers no declared scope / `*` is one or more characters and stops at `:`',
    ],
    [
      { scopes, token: { issuer: ['any', 'x'] } },
      '`any` stands among other values of `issuer` / `issuer: any` switches the check off: write it alone, or leave it out',
    ],
    [
      { scopes, token: { lifetime: '15 minutes' } },
      '`15 minutes` is no duration from 1s to 1y 1d / write it like 30s, 15m, 1h30m or 7d',
    ],
    [
      { scopes, token: { lifetime: '7d' } },
      'a lifetime of 7d is long: whoever finds such a token has it as long / 15m is usual, and up to 1d is not remarked upon',
    ],
  ])('%j', (value, said) => {
    expect(saidOf(value)).toEqual([said])
  })

  test('about users', () => {
    expect(saidOfUsers({ users: { bob: { roles: ['admin'] } } })).toEqual([
      'user `bob` lists the role `admin`, which only its `when` can give / take it out, and give the user the attributes that its `when` asks for',
    ])
    expect(saidOfUsers({ users: { bob: { is_admn: true } } })).toEqual([
      "user `bob` has `is_admn`, which is no setting, and no role's `when` reads it / did you mean `is_admin`?",
    ])
    expect(saidOfUsers({ users: { bob: { claims: { sub: 'x' } } } })).toEqual([
      'user `bob` sets the claim `sub`, which scopectl writes itself / take another name, or leave it out',
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
