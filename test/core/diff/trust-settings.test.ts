import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import type { TokenFile } from '../../../src/core/catalog/schema.js'
import { compareTokens } from '../../../src/core/diff/any-token.js'
import { countsFor } from '../../../src/core/diff/counts-for.js'
import type { SeenKey } from '../../../src/core/diff/seen-key.js'
import type { TokenChange } from '../../../src/core/diff/token-change.js'
import { TOKEN_SETTINGS } from '../../../src/core/settings/token.js'
import { loadCatalog } from '../../support/generators.js'

const catalogOf = (token: object, profiles?: object): Catalog =>
  loadCatalog({
    token,
    ...(profiles ? { profiles } : {}),
    scopes: { a: 'A', all: { implies: ['a'] } },
    roles: { r: { scopes: ['a'] } },
  })

/** `+scope_claim scp`: what is accepted, read or issued in addition; `-` for no longer. */
const saidOf = (changes: readonly TokenChange[]): string[] =>
  changes
    .filter(({ kind }) => kind === 'trust')
    .map(({ way, field, profile, trusted }) => {
      const sign = way === undefined ? '=' : way === 'gain' ? '+' : '-'
      const beside = trusted?.beside === undefined ? '' : ` (${trusted.beside})`
      return `${sign}${field ?? profile} ${trusted ? (trusted.value ?? 'none') : '?'}${beside}`
    })
const compared = (older: object, newer: object) =>
  compareTokens({ catalog: catalogOf(older) }, { catalog: catalogOf(newer) })

type Change = readonly [older: object, newer: object, there: string[], back: string[]]

/** Each setting, changed in both directions. A setting without an entry does not compile. */
const CHANGES: Readonly<Record<keyof TokenFile, readonly Change[]>> = {
  issuer: [
    [{ issuer: 'x' }, { issuer: ['x', 'y'] }, ['+issuer y'], ['-issuer y']],
    [
      { issuer: 'x' },
      { issuer: 'any' },
      ['+issuer https://other.invalid'],
      ['-issuer https://other.invalid'],
    ],
    [{}, { issuer: 'x' }, ['+issuer x', '-issuer none'], ['+issuer none', '-issuer x']],
  ],
  audience: [
    [{ audience: 'x' }, { audience: ['x', 'y'] }, ['+audience y'], ['-audience y']],
    [
      { audience: 'x' },
      { audience: 'any' },
      ['+audience https://other.invalid'],
      ['-audience https://other.invalid'],
    ],
    [{}, { audience: 'x' }, ['+audience x', '-audience none'], ['+audience none', '-audience x']],
  ],
  algorithm: [
    [
      { algorithm: 'ES256' },
      { algorithm: 'RS256' },
      ['+algorithm RS256', '-algorithm ES256'],
      ['+algorithm ES256', '-algorithm RS256'],
    ],
    // `EdDSA` accepts both names of the algorithm.
    [{ algorithm: 'Ed25519' }, { algorithm: 'EdDSA' }, ['+algorithm EdDSA'], ['-algorithm EdDSA']],
    [{}, { algorithm: 'ES256' }, ['=algorithm ?'], ['=algorithm ?']],
    [
      { key: 'env:K' },
      { key: 'env:K', algorithm: 'ES256' },
      ['+algorithm ES256', '-algorithm the algorithm of its key'],
      ['+algorithm the algorithm of its key', '-algorithm ES256'],
    ],
  ],
  subject: [[{}, { subject: 'optional' }, ['+subject none'], ['-subject none']]],
  key: [
    [
      { key: 'env:A' },
      { key: 'env:B' },
      ['+key env:B', '-key env:A'],
      ['+key env:A', '-key env:B'],
    ],
    [
      {},
      { key: 'env:B' },
      ['+key env:B', '-key the development key'],
      ['+key the development key', '-key env:B'],
    ],
  ],
  lifetime: [[{ lifetime: '5m' }, { lifetime: '1h' }, ['+lifetime 1h'], ['-lifetime 1h']]],
  type: [
    [{ type: 'JWT' }, {}, ['+type at+jwt'], ['-type at+jwt']],
    [
      { type: 'JWT' },
      { type: 'at+jwt', client_id: 'c' },
      ['+type at+jwt', '-type JWT', '+client_id c'],
      ['+type JWT', '-type at+jwt', '-client_id c'],
    ],
  ],
  client_id: [
    [{}, { client_id: 'web' }, ['+client_id web'], ['-client_id web']],
    [
      { client_id: 'a' },
      { client_id: 'b' },
      ['+client_id b', '-client_id a'],
      ['+client_id a', '-client_id b'],
    ],
  ],
  claims: [
    [{}, { claims: { tier: 1 } }, ['+claims {"tier":1}'], ['-claims {"tier":1}']],
    [
      { claims: { tier: 1, same: 0 } },
      { claims: { tier: 2, same: 0 } },
      ['+claims {"tier":2}', '-claims {"tier":1}'],
      ['+claims {"tier":1}', '-claims {"tier":2}'],
    ],
  ],
  scope_claim: [
    [
      { scope_claim: 'scope' },
      { scope_claim: ['scope', 'scp'] },
      ['+scope_claim scp'],
      ['-scope_claim scp'],
    ],
    [
      { scope_claim: ['scope', 'scp'] },
      { scope_claim: ['scp', 'scope'] },
      ['+scope_claim scp (scope)', '-scope_claim scope (scp)'],
      ['+scope_claim scope (scp)', '-scope_claim scp (scope)'],
    ],
    // Not pinned, two different claims give no scopes.
    [
      {},
      { scope_claim: ['scope', 'scp', 'scopes', 'permissions'] },
      ['+scope_claim scope (scp)'],
      ['-scope_claim scope (scp)'],
    ],
    [{ scope_claim: 'scp' }, { scope_claim: '/scp' }, ['=scope_claim ?'], ['=scope_claim ?']],
  ],
  scope_format: [
    [{ scope_format: 'array' }, {}, ['+scope_format string'], ['-scope_format string']],
    [
      { scope_format: 'array' },
      { scope_format: 'string' },
      ['+scope_format string', '-scope_format array'],
      ['+scope_format array', '-scope_format string'],
    ],
  ],
  role_claim: [
    [{}, { role_claim: 'roles' }, ['+role_claim roles: r'], ['-role_claim roles: r']],
    [
      { role_claim: 'groups' },
      { role_claim: 'roles' },
      ['+role_claim roles: r', '-role_claim groups: r'],
      ['+role_claim groups: r', '-role_claim roles: r'],
    ],
    [{ role_claim: 'roles' }, { role_claim: '/roles' }, ['=role_claim ?'], ['=role_claim ?']],
  ],
  enforce: [
    [
      {},
      { enforce: 'implied', role_claim: 'roles' },
      ['+enforce all', '+role_claim roles: r'],
      ['-enforce all', '-role_claim roles: r'],
    ],
    [{}, { enforce: 'implied' }, ['+enforce all'], ['-enforce all']],
  ],
}
const all = Object.entries(CHANGES).flatMap(([name, changes]) =>
  changes.map((change) => [name, ...change] as const),
)

test.each(all)('%s: %j to %j', (_, older, newer, there, back) => {
  const [forth, home] = [compared(older, newer), compared(newer, older)]
  const ordered = (said: string[]) => [...said].sort()
  expect(ordered(saidOf(forth))).toEqual(ordered(there))
  expect(ordered(saidOf(home))).toEqual(ordered(back))
  for (const [changes, said] of [
    [forth, there],
    [home, back],
  ] as const) {
    const fails = (kind: 'gain' | 'loss' | 'trust') =>
      changes.some((each) => countsFor(each, [kind]))
    expect(fails('gain')).toBe(said.some((each) => each.startsWith('+')))
    expect(fails('loss')).toBe(said.some((each) => each.startsWith('-')))
    expect(fails('trust')).toBe(true)
  }
})

test('every setting is in the table', () => {
  expect(Object.keys(CHANGES).sort()).toEqual(Object.keys(TOKEN_SETTINGS).sort())
})

describe('the keys of a file', () => {
  const SPEC = 'file:keys.json'
  const key = (thumbprint: string | undefined, kid?: string): SeenKey => ({
    thumbprint,
    kid,
    kty: thumbprint === undefined ? 'oct' : 'EC',
    crv: 'P-256',
    alg: undefined,
  })
  const side = (keys: readonly SeenKey[], spec = SPEC) => {
    const seen = keys.flatMap(({ thumbprint }) => thumbprint ?? [])
    const catalog = catalogOf({ key: spec, algorithm: 'ES256' })
    return { catalog, thumbprints: new Map([[spec, seen]]), keys: new Map([[spec, keys]]) }
  }
  const [x, y] = [key('X', 'x'), key('Y', 'y')]
  test.each<[string, readonly SeenKey[], readonly SeenKey[], string[]]>([
    ['the same', [x], [x], []],
    ['another order', [x, y], [y, x], []],
    ['one more', [x], [x, y], ['+thumbprint Y', '-kid none (X)']],
    ['one less', [x, y], [x], ['-thumbprint Y', '+kid none (X)']],
    ['another one', [x], [y], ['+thumbprint Y', '-thumbprint X']],
    ['another kid', [x], [key('X', 'z')], ['+kid z (X)', '-kid x (X)']],
    ['any kid', [x], [key('X')], ['+kid unknown (X)']],
    ['any kid, and then two keys', [key('X')], [x, y], ['+thumbprint Y', '-kid y (X)']],
    [
      'a secret',
      [x],
      [key(undefined)],
      ['+thumbprint another key in file:keys.json', '-thumbprint X'],
    ],
    [
      'no longer a secret',
      [key(undefined)],
      [x],
      ['-thumbprint another key in file:keys.json', '+thumbprint X'],
    ],
  ])('%s', (_, was, is, said) => {
    expect(saidOf(compareTokens(side(was), side(is))).sort()).toEqual([...said].sort())
  })
  test('in another file', () => {
    const moved = compareTokens(side([x, y]), side([x, y], 'file:other.json'))
    expect(saidOf(moved)).toEqual(['=key ?'])
    const hidden = compareTokens(side([key(undefined)]), side([key(undefined)], 'file:other.json'))
    expect(saidOf(hidden)).toEqual(['+key file:other.json', `-key ${SPEC}`])
  })
})

describe('a profile', () => {
  const between = (older?: object, newer?: object) =>
    compareTokens({ catalog: catalogOf({}, older) }, { catalog: catalogOf({}, newer) })
  test('new, removed, or with another setting', () => {
    const staging = { staging: { issuer: 's' } }
    expect(saidOf(between(undefined, staging))).toEqual(['+staging ?'])
    expect(saidOf(between(staging))).toEqual(['-staging ?'])
    // No route is compared as a profile reads tokens, so the change itself must have a direction.
    const implied = { staging: { issuer: 's', enforce: 'implied' } }
    expect(saidOf(between(staging, implied))).toEqual(['+enforce all'])
    expect(saidOf(between(implied, staging))).toEqual(['-enforce all'])
  })
})
