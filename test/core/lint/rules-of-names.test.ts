import { describe, expect, test } from 'vitest'
import { found } from './rules-world.js'

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
  test('the scopes of OpenID Connect guard no route', () => {
    const catalog =
      'scopes: { openid: "", email: "", offline_access: "", emails: "" }\nroutes: { GET /a: public }\n'
    expect(found('unused-scope', catalog)).toEqual(['1:54 emails'])
  })
  test('without routes nothing is reported', () => {
    expect(found('unused-scope', 'scopes: { read: "" }')).toEqual([])
  })
})

describe('ungranted-scope', () => {
  const catalog =
    'scopes: { a: "", b: "", c: "", d: { implies: [c] } }\nroutes: { GET /a: a b c d }\n'
  test('users, clients and implications grant; disabled ones do not', () => {
    const users = 'users: { ada: { scopes: [d] }, bob: { scopes: [a], disabled: true } }\n'
    expect(found('ungranted-scope', catalog, `${users}clients: { ci: { scopes: [b] } }`)).toEqual([
      '1:11 a',
    ])
  })
  test('nothing is reported if no grants are kept', () => {
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
  test('what a held role extends, directly or indirectly, counts as held', () => {
    const users = 'users: { ada: { roles: [top], level: 9 } }'
    expect(found('unreachable-role', roles, users)).toEqual([])
  })
  test('a client holds roles too; a `when` is satisfied only by an equal value of the same type', () => {
    const users = 'clients: { ci: { roles: [mid] } }\nusers: { ada: { level: "9" } }'
    expect(found('unreachable-role', roles, users)).toEqual(['5:3 top', '6:3 boss'])
  })
  test('a disabled user holds no role', () => {
    const users = 'users: { ada: { roles: [top], level: 9, disabled: true } }'
    expect(found('unreachable-role', roles, users)).toHaveLength(4)
  })
  test('tokens that name their roles may name any role', () => {
    const claim = `token: { role_claim: roles }\n${roles}`
    expect(found('unreachable-role', claim, 'users: { ada: {} }')).toEqual([])
  })
})

describe('without-grants', () => {
  const catalog = (role: string): string =>
    `scopes: { a: "" }\nroles: { r: { scopes: [a]${role} } }\n`
  const of = (role: string, entries: string) => found('without-grants', catalog(role), entries)
  test('a role of any kind, scopes of its own and `disabled` are reasons not to report a user', () => {
    const users =
      'users: { ada: { roles: [r] }, bob: { scopes: [a] }, eve: { disabled: true }, joe: {} }'
    expect(of('', users)).toEqual(['1:78 user joe'])
    expect(of(', default: true', 'users: { joe: {} }')).toEqual([])
    expect(of(', when: { level: 9 }', 'users: { ada: { level: 9 }, joe: { level: 8 } }')).toEqual([
      '1:29 user joe',
    ])
  })
  test('a client has no default roles', () => {
    const clients = 'clients: { ci: {}, cd: { roles: [r] }, bot: { disabled: true } }'
    expect(of(', default: true', clients)).toEqual(['1:12 client ci'])
  })
  test('a catalog without scopes grants nothing to anybody', () => {
    expect(
      found(
        'without-grants',
        'scopes: {}\nroutes: { GET /me: authenticated }',
        'users: { joe: {} }',
      ),
    ).toEqual([])
  })
  test('above 20, the others are one finding, which an ignore with a glob covers too', () => {
    const users = `users:\n${Array.from({ length: 5000 }, (_, i) => `  u${i}: {}\n`).join('')}`
    const all = of('', users)
    expect(all).toHaveLength(21)
    expect(all.slice(19)).toEqual(['21:3 user u19', '22:3 users'])
    const ignore = 'lint: { ignore: [{ rule: without-grants, name: user*, reason: x }] }\n'
    expect(found('without-grants', ignore + catalog(''), users)).toEqual([])
    expect(of('', 'users: {}')).toEqual([])
  })
})

describe('unmatched-attribute', () => {
  const catalog = `scopes: { a: "", b: "", c: "" }
roles:
  admin: { scopes: [a], when: { is_admin: true } }
  senior: { scopes: [b], when: { level: 3, team: Blue } }
  other: { scopes: [c], when: { level: high } }
`
  const names = (attributes: string) =>
    found('unmatched-attribute', catalog, `users: { ana: { ${attributes} } }`)
  test('a value of a type that no `when` compares with', () => {
    for (const value of ['yes', 'on', '"true"', '"false"', '1', '0'])
      expect(names(`is_admin: ${value}`), value).toEqual(['1:27 ana.is_admin'])
    expect(names('level: true')).toEqual(['1:24 ana.level'])
    expect(names('team: 7')).toEqual(['1:23 ana.team'])
  })
  test('text that differs only in case and spaces', () => {
    for (const value of ['blue', 'BLUE', '"Blue "'])
      expect(names(`team: ${value}`), value).toEqual(['1:23 ana.team'])
    expect(names('level: High')).toEqual(['1:24 ana.level'])
  })
  test('any other value of that type is a valid mismatch', () => {
    for (const value of ['is_admin: false', 'level: 4', 'level: low', 'team: Red', 'team: blu'])
      expect(names(value), value).toEqual([])
  })
})

describe('equal-roles', () => {
  test('compared by what they finally grant; defaults and conditional roles are treated separately', () => {
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

test('growing-glob: in roles and in implies, each with its location', () => {
  const catalog = `scopes:
  u:read: ''
  u:write: ''
  admin: { implies: [u:read, "u:w*"] }
roles: { r: { scopes: ["u:*", admin] } }
`
  expect(found('growing-glob', catalog)).toEqual(['4:30 scope admin u:w*', '5:24 role r u:*'])
})

test('redundant-grant: duplicate, implied, extended, through roles of users and clients; globs are ignored', () => {
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
