import { describe, expect, test } from 'vitest'
import { RULES } from '../../../src/core/lint/rules/index.js'
import { sayFinding } from '../../../src/report/finding-words.js'
import { lintText, namesOf } from './support.js'

const TOKEN = 'token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope }\n'

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, { example, why }) => {
  test('is found in its bad example, at a place, and nowhere in its good one', () => {
    const found = lintText(example.bad).filter((finding) => finding.rule === code)
    expect(found).not.toEqual([])
    for (const finding of found) {
      expect(finding.at ?? finding.file).toBeTruthy()
      expect(sayFinding(finding).says).toMatch(/^[^A-Z].*[^.]$/)
    }
    expect(lintText(example.good).filter((finding) => finding.rule === code)).toEqual([])
  })

  test('its good example has no other finding, but for what examples leave out', () => {
    const left = ['missing-issuer', 'missing-audience', 'unpinned-scope-claim']
    const others = lintText(example.good).filter(({ rule }) => !left.includes(rule))
    expect(others.map(({ rule, name }) => `${rule} ${name}`)).toEqual([])
  })

  test('its reasons fit a terminal', () => {
    for (const line of why) expect(line.length, line).toBeLessThanOrEqual(100)
  })
})

const found = (rule: (typeof RULES)[number]['code'], catalog: string, users?: string): string[] =>
  namesOf(lintText(users === undefined ? { catalog } : { catalog, users }), rule)

describe('unused-scope', () => {
  test('a scope that implies a needed one is used; one that implies an unused one is not', () => {
    const catalog = `scopes:
  read: ''
  spare: ''
  admin: { implies: [read] }
  chief: { implies: [spare] }
routes: { GET /a: { all: [read, { other: the owner }] } }
`
    expect(found('unused-scope', catalog)).toEqual(['3:3 spare', '5:3 chief'])
  })
  test('without routes nothing is said', () => {
    expect(found('unused-scope', 'scopes: { read: "" }')).toEqual([])
  })
})

describe('ungranted-scope', () => {
  const catalog =
    'scopes: { a: "", b: "", c: "", d: { implies: [c] } }\nroutes: { GET /a: a b c d }\n'
  test('users, clients and implication grant; disabled ones do not', () => {
    const users = 'users: { ada: { scopes: [d] }, bob: { scopes: [a], disabled: true } }\n'
    expect(found('ungranted-scope', catalog, `${users}clients: { ci: { scopes: [b] } }`)).toEqual([
      '1:11 a',
    ])
  })
  test('nothing is said where no grants are kept', () => {
    expect(found('ungranted-scope', catalog)).toEqual([])
  })
})

describe('unreachable-role', () => {
  const roles = `scopes: { a: "", b: "" }
roles:
  base: { scopes: [a] }
  mid: { extends: [base] }
  top: { extends: [mid], scopes: [b] }
  boss: { scopes: [a, b], when: { level: 9 } }
`
  test('what a held role extends, however far, is reached', () => {
    const users = 'users: { ada: { roles: [top], level: 9 } }'
    expect(found('unreachable-role', roles, users)).toEqual([])
  })
  test('a client holds roles too; a `when` is met by an equal value of the same type only', () => {
    const users = 'clients: { ci: { roles: [mid] } }\nusers: { ada: { level: "9" } }'
    expect(found('unreachable-role', roles, users)).toEqual(['5:3 top', '6:3 boss'])
  })
  test('a disabled user holds none', () => {
    const users = 'users: { ada: { roles: [top], level: 9, disabled: true } }'
    expect(found('unreachable-role', roles, users)).toHaveLength(4)
  })
  test('tokens that name their roles may name any', () => {
    const claim = `token: { role_claim: roles }\n${roles}`
    expect(found('unreachable-role', claim, 'users: { ada: {} }')).toEqual([])
  })
})

describe('equal-roles', () => {
  test('by what they grant in the end; defaults, and conditions among each other, are apart', () => {
    const catalog = `scopes: { a: "", b: "", c: { implies: [b] } }
roles:
  member: { default: true, scopes: [a] }
  also: { default: true, scopes: [a] }
  nothing: {}
  one: { scopes: [c] }
  two: { extends: [one], scopes: [a] }
  x: { scopes: [b], when: { x: 1 } }
  y: { scopes: [b], when: { y: 1 } }
  z: { scopes: [a], when: { z: 1 } }
  three: { scopes: [b] }
`
    expect(found('equal-roles', catalog)).toEqual(['5:3 nothing', '7:3 two', '10:3 z'])
  })
})

test('growing-glob: in roles and in implies, each with its place', () => {
  const catalog = `scopes:
  u:read: ''
  u:write: ''
  admin: { implies: [u:read, "u:w*"] }
roles: { r: { scopes: ["u:*", admin] } }
`
  expect(found('growing-glob', catalog)).toEqual(['4:30 scope admin u:w*', '5:24 role r u:*'])
})

describe('overlaps', () => {
  const routes = (...lines: string[]): string =>
    `scopes: { a: "", b: "" }\nroutes:\n${lines.map((line) => `  ${line}\n`).join('')}`
  test('first match: wider before narrower, other requirement, same method only', () => {
    const catalog = routes(
      'GET /x/{id}: a',
      'GET /x/me: b',
      'GET /x/you: a',
      'POST /x/me: b',
      'GET /f/{path*}: a',
      'GET /f/top/{id}: b',
      'GET /f/: b',
      'GET /y/me: b',
      'GET /y/{id}: a',
    )
    expect(found('first-match-overlap', catalog)).toEqual(['4:3 GET /x/me', '8:3 GET /f/top/{id}'])
    expect(found('ambiguous-overlap', catalog)).toEqual([])
  })
  test('ambiguous: parts of segments, tails, and not where a third route settles it', () => {
    expect(found('ambiguous-overlap', routes('GET /a{x}: a', 'GET /{y}b: b'))).toEqual([
      '4:3 GET /{y}b',
    ])
    expect(found('ambiguous-overlap', routes('GET /a{x}: a', 'GET /b{y}: b'))).toEqual([])
    expect(found('ambiguous-overlap', routes('GET /{k}/z: a', 'GET /f/{p*}: b'))).toEqual([
      '4:3 GET /f/{p*}',
    ])
    const settled = ['GET /{k}/z: a', 'GET /f/{p*}: b', 'GET /f/z: a']
    expect(found('ambiguous-overlap', routes(...settled))).toEqual([])
    // One of the shared paths is settled, the others are not.
    const partly = ['GET /a{x}: a', 'GET /{y}b: b', 'GET /ab: a']
    expect(found('ambiguous-overlap', routes(...partly))).toEqual(['4:3 GET /{y}b'])
  })
})

describe('token settings', () => {
  const base = (token: string, profiles = ''): string =>
    `token: ${token}\n${profiles}scopes: { a: "" }\n`
  test('a profile is told what it writes itself, the base what it leaves out', () => {
    const catalog = base(
      '{ issuer: any, algorithm: HS256, lifetime: 48h }',
      'profiles:\n  p: { issuer: https://idp.test }\n  q: { audience: any, lifetime: 10m }\n',
    )
    expect(found('any-issuer-or-audience', catalog)).toEqual([
      '1:18 token issuer',
      '4:18 profiles.q audience',
    ])
    expect(found('symmetric-production', catalog)).toEqual(['3:16 profiles.p'])
    expect(found('long-lifetime', catalog)).toEqual(['1:51 token'])
    expect(found('missing-audience', catalog)).toEqual(['1:1 token'])
    expect(found('missing-issuer', catalog)).toEqual([])
  })
  test('without `token:` the places are the top of the file', () => {
    expect(found('missing-issuer', 'scopes: { a: "" }')).toEqual(['1:1 token'])
  })
  test.each(['http://localhost:3', 'http://127.0.0.2/', 'http://[::1]:80'])(
    '%s is this machine',
    (i) => {
      expect(found('symmetric-production', base(`{ issuer: "${i}", algorithm: HS512 }`))).toEqual(
        [],
      )
    },
  )
  test.each(['items', 'http://localhost.evil.test', 'http://10.0.0.1'])('%s is not', (i) => {
    const catalog = base(`{ issuer: [http://localhost, "${i}"], algorithm: HS512 }`)
    expect(found('symmetric-production', catalog)).toHaveLength(1)
  })
  test('24 hours are not long', () => {
    expect(found('long-lifetime', base('{ lifetime: 24h }'))).toEqual([])
  })
})

test('redundant-grant: twice, implied, extended, by roles of users and clients; globs are left alone', () => {
  const catalog = `scopes: { a: "", b: { implies: [a] }, c: "" }
roles:
  all: { default: true, scopes: [c] }
  one: { scopes: [a, a] }
  two: { extends: [one], scopes: [a, c] }
  three: { scopes: ["*", a] }
  four: { scopes: [b] }
`
  const users = `users:
  ada: { roles: [four, all], scopes: [a, c] }
  bob: { scopes: [a] }
clients:
  ci: { roles: [four], scopes: [a, c] }
`
  expect(found('redundant-grant', catalog, users)).toEqual([
    '4:22 role one a',
    '5:35 role two a',
    '2:24 user ada all',
    '2:39 user ada a',
    '2:42 user ada c',
    '5:33 client ci a',
  ])
})

test('public-mutation: not for what only reads', () => {
  const catalog = `scopes: { a: "" }
routes: { GET /a: public, HEAD /a: public, OPTIONS /a: public, PUT /a: public, DELETE /a: a }
`
  expect(found('public-mutation', catalog)).toEqual(['2:64 PUT /a'])
})

test('default-admin: implied scopes, and a DELETE route that everyone may call', () => {
  const catalog = `scopes: { a: "", b: { implies: [c] }, c: "", d: "" }
roles:
  base: { scopes: [d] }
  all: { default: true, extends: [base], scopes: [a, b] }
  other: { scopes: [b] }
routes:
  DELETE /x: { any: [d, a c] }
  DELETE /y: authenticated
`
  const findings = lintText({ catalog }).filter(({ rule }) => rule === 'default-admin')
  expect(findings.map(({ args }) => args)).toEqual([
    { role: 'all', scope: 'a', implies: [], route: 'DELETE /x' },
    { role: 'all', scope: 'b', implies: ['c'], route: 'DELETE /x' },
    { role: 'all', scope: 'd', implies: [], route: 'DELETE /x' },
  ])
})

describe('confusable-name', () => {
  const scopes = (...names: string[]): string =>
    `scopes:\n${names.map((name) => `  "${name}": ''\n`).join('')}`
  test.each([
    ['users:read', 'user:read'],
    ['read', 'raed'],
    ['read', 'READ'],
    ['o2', '02'],
    ['l1', 'll'],
    ['I', 'l'],
    ['users:read', 'users.read'],
    ['users:read', 'users_read'],
    ['users:read', 'users:raeds'],
  ])('%s and %s', (one, other) => {
    expect(found('confusable-name', scopes(one, other))).toEqual([`3:3 scope ${other}`])
  })
  test.each([
    ['read', 'write'],
    ['users:read', 'users:write'],
    ['v1', 'v2'],
    ['room12', 'room21'],
    ['read', 'reader'],
  ])('not %s and %s', (one, other) => {
    expect(found('confusable-name', scopes(one, other))).toEqual([])
  })
  test('roles, users, clients and descriptions', () => {
    const catalog = `scopes: { a: "lese\u200bn", b: "Lösche Dinge" }
roles: { "аdmin": { scopes: [a] } }
`
    const users =
      'users: { maria: {}, mraia: {}, Maria: {}, zoë: {} }\nclients: { ci-0: {}, ci-O: {} }'
    expect(found('confusable-name', catalog, users)).toEqual([
      '1:11 description of a',
      '2:10 role аdmin',
      '1:32 user Maria',
      '1:43 user zoë',
      '2:22 client ci-O',
    ])
  })
})

describe('ignore', () => {
  const catalog = (ignore: string): string => `${TOKEN}lint: { ignore: [${ignore}] }
scopes: { a: "", b: "" }
roles: { r: { scopes: [a, b] } }
routes: { GET /a: a }
`
  const all = (text: string) =>
    lintText({ catalog: text }).map(({ rule, name }) => `${rule} ${name}`)
  test('hides the finding of that rule and name, and no other', () => {
    expect(all(catalog('{ rule: unused-scope, name: b, reason: soon }'))).toEqual([])
    expect(all(catalog('{ rule: unused-scope, name: a, reason: soon }'))).toEqual([
      'unused-ignore a',
      'unused-scope b',
    ])
    expect(all(catalog('{ rule: equal-roles, name: b, reason: soon }'))).toContain('unused-scope b')
  })
  test('an unknown rule is named, with the nearest one; unused-ignore itself cannot be ignored', () => {
    const [unknown] = lintText({ catalog: catalog('{ rule: unused-scop, name: b, reason: x }') })
    expect(unknown?.args).toEqual({
      rule: 'unused-scop',
      name: 'b',
      unknown: true,
      near: 'unused-scope',
    })
    const own =
      '{ rule: unused-ignore, name: a, reason: x }, { rule: unused-scope, name: a, reason: x }'
    expect(all(catalog(own)).filter((each) => each.startsWith('unused-ignore'))).toHaveLength(2)
  })
})

test('a large catalog is linted in linear time', () => {
  const routes = Array.from({ length: 12_000 }, (_, i) => `  GET /r${i}/{id}: s${i % 1000}\n`)
  const scopes = Array.from({ length: 1000 }, (_, i) => `  s${i}: ''\n`)
  const catalog = `scopes:\n${scopes.join('')}routes:\n${routes.join('')}`
  const start = performance.now()
  lintText({ catalog })
  expect(performance.now() - start).toBeLessThan(20_000) // 0.1 s alone
})

test('roles as a chain of 2,000 are compared without keeping all their grants', () => {
  const names = Array.from({ length: 2000 }, (_, i) => i)
  const roles = names.map(
    (i) => `  r${i}: { scopes: [s${i}]${i > 0 ? `, extends: [r${i - 1}]` : ''} }\n`,
  )
  const scopes = names.map((i) => `  s${i}: ''\n`)
  const twin = '  twin: { extends: [r1999] }\n'
  const catalog = `scopes:\n${scopes.join('')}roles:\n${roles.join('')}${twin}`
  const start = performance.now()
  expect(found('equal-roles', catalog)).toEqual(['4003:3 twin'])
  expect(performance.now() - start).toBeLessThan(30_000)
})
