import { describe, expect, test } from 'vitest'
import type { Algorithm, Jwk } from '../../src/core/token/model.js'
import { readEnvironment } from '../../src/io/env-file.js'
import { newKeyPair } from '../../src/io/make-key.js'
import { loadSigningKey, loadTrust } from '../../src/io/trust.js'
import { say } from '../../src/report/words/index.js'
import { codesOf, context, folder, problemsOf } from './support.js'

const publicOf = ({ d, p, q, dp, dq, qi, ...rest }: Jwk): Jwk => rest
const [rsa, otherRsa, ec, ed] = [
  newKeyPair('RSA'),
  newKeyPair('RSA'),
  newKeyPair('EC'),
  newKeyPair('OKP'),
]
const [a, b, c, e] = [rsa, otherRsa, ec, ed].map(publicOf) as [Jwk, Jwk, Jwk, Jwk]
const sig = { kid: 'k', use: 'sig', alg: 'RS256' }

function keying(keys: readonly Jwk[] | string, algorithm?: Algorithm) {
  const KEY = typeof keys === 'string' ? keys : JSON.stringify({ keys })
  const dir = folder()
  const ctx = context(dir, { env: { KEY } })
  const place = { ctx, environment: readEnvironment(undefined, ctx), folder: dir, by: '--key' }
  return {
    settings: { issuers: 'any', audiences: 'any', algorithm, key: 'env:KEY' },
    place,
  } as const
}
const trusted = async (keys: readonly Jwk[], algorithm?: Algorithm) => {
  const { trust } = await loadTrust(keying(keys, algorithm))
  return [
    trust.algorithm,
    ...trust.keys.map((key) => [key.kid, key.algorithm, key.jwk.n ?? key.jwk.x]),
  ]
}

describe('keys may share a kid if the use, algorithm or type distinguishes them (RFC 7517 §4.5)', () => {
  const one = ['RS256', ['k', 'RS256', a.n]]
  test.each<[string, readonly Jwk[]]>([
    [
      'use',
      [
        { ...b, kid: 'k', use: 'enc' },
        { ...a, ...sig },
      ],
    ],
    [
      'use and alg',
      [
        { ...b, kid: 'k', use: 'enc', alg: 'RSA-OAEP' },
        { ...a, ...sig },
      ],
    ],
    [
      'alg alone',
      [
        { ...a, ...sig },
        { ...b, ...sig, alg: 'RS512' },
      ],
    ],
    [
      'key_ops',
      [
        { ...b, kid: 'k', key_ops: ['encrypt', 'wrapKey'] },
        { ...a, ...sig },
      ],
    ],
    [
      'the type',
      [
        { ...c, kid: 'k' },
        { ...a, ...sig },
        { ...e, kid: 'k' },
      ],
    ],
    [
      'one key with three algorithms',
      ['RS384', 'RS512', 'RS256'].map((alg) => ({ ...a, ...sig, alg })),
    ],
    [
      'the very same key twice',
      [
        { ...a, ...sig },
        { ...a, ...sig },
      ],
    ],
    [
      'the same key, once without its alg',
      [
        { ...a, kid: 'k' },
        { ...a, ...sig },
      ],
    ],
    [
      'the same key, once with a leading zero octet',
      [
        { ...a, ...sig },
        {
          ...a,
          ...sig,
          n: Buffer.from(
            `00${Buffer.from(a.n ?? '', 'base64url').toString('hex')}`,
            'hex',
          ).toString('base64url'),
        },
      ],
    ],
  ])('%s', async (_name, keys) => {
    expect(await trusted(keys, 'RS256')).toEqual(one)
  })

  test('CTRL: two keys of the pinned algorithm with the same kid are refused, and the kid is reported', async () => {
    for (const second of [
      { ...b, ...sig },
      { ...b, kid: 'k' },
    ]) {
      const [found] = await problemsOf(() => loadTrust(keying([{ ...a, ...sig }, second], 'RS256')))
      expect(found).toMatchObject({ code: 'keys-same-kid', args: { kid: 'k', algorithm: 'RS256' } })
    }
    const ecs = [c, publicOf(newKeyPair('EC'))].map((jwk) => ({ ...jwk, kid: 'k' }))
    expect(await codesOf(() => loadTrust(keying(ecs)))).toEqual(['keys-same-kid'])
    expect(await codesOf(() => loadTrust(keying([c, e, ...ecs], 'RS256')))).toEqual([
      'key-none-for',
    ])
  })

  test('a private key and its public one with the same kid can sign', async () => {
    const { key, trust } = await loadSigningKey(
      keying(
        [
          { ...c, kid: 'k' },
          { ...ec, kid: 'k' },
        ],
        'ES256',
      ),
    )
    expect(key.jwk.d).toBe(ec.d)
    expect(trust.keys).toHaveLength(1)
  })
})

describe('the algorithm of a set, if none is pinned', () => {
  test('keys that are not for signatures do not count', async () => {
    const enc = { ...b, kid: 'e', use: 'enc' }
    expect(await trusted([enc, { ...c, kid: 'c' }])).toEqual(['ES256', ['c', 'ES256', c.x]])
    expect(
      await trusted([
        { ...b, alg: 'RSA-OAEP' },
        { ...c, kid: 'c' },
      ]),
    ).toEqual(['ES256', ['c', 'ES256', c.x]])
    const [found, ...others] = await problemsOf(() =>
      loadTrust(keying([enc, { ...a, alg: 'RSA-OAEP' }, { ...c, key_ops: ['deriveKey'] }])),
    )
    expect(others).toEqual([])
    expect(say(found as NonNullable<typeof found>).says).toBe(
      '`env:KEY` has no usable key: key `e`: it is not for signatures: `use` is `enc`; key 2: it is not for signatures: `alg` is `RSA-OAEP`; key 3: it is not for signatures: `key_ops` is `deriveKey`',
    )
  })

  test('if no key remains, the message also says why others were skipped', async () => {
    const broken = { ...a, kid: null } as unknown as Jwk
    for (const [keys, algorithm] of [
      [[broken, { ...c, kid: 'c' }], 'RS256'],
      [[broken, { ...c, kid: 'c' }, { ...e, kid: 'e' }], 'RS256'],
    ] as const) {
      expect(await codesOf(() => loadTrust(keying(keys, algorithm)))).toEqual([
        'key-none-for',
        'key-ignored',
      ])
    }
  })
})

describe('Ed25519 and EdDSA (RFC 9864)', () => {
  const x = e.x
  test.each<[string, Jwk[], Algorithm | undefined, unknown[]]>([
    ['a silent key', [e], undefined, ['EdDSA', [undefined, 'EdDSA', x]]],
    ['a key without alg, Ed25519 pinned', [e], 'Ed25519', ['Ed25519', [undefined, 'Ed25519', x]]],
    ['an exact key', [{ ...e, alg: 'Ed25519' }], undefined, ['Ed25519', [undefined, 'Ed25519', x]]],
    [
      'an exact key, EdDSA pinned',
      [{ ...e, alg: 'Ed25519' }],
      'EdDSA',
      ['EdDSA', [undefined, 'Ed25519', x]],
    ],
    [
      'an old key, Ed25519 pinned',
      [{ ...e, alg: 'EdDSA' }],
      'Ed25519',
      ['Ed25519', [undefined, 'Ed25519', x]],
    ],
    [
      'both in a set',
      [
        { ...e, alg: 'Ed25519', kid: '1' },
        { ...e, kid: '2' },
      ],
      undefined,
      ['EdDSA', ['1', 'Ed25519', x], ['2', 'EdDSA', x]],
    ],
  ])('%s', async (_name, keys, algorithm, expected) => {
    expect(await trusted(keys, algorithm)).toEqual(expected)
  })

  test('an Ed448 key matches neither name', async () => {
    const ed448 = { kty: 'OKP', crv: 'Ed448', x: 'A'.repeat(76), alg: 'EdDSA' } as const
    for (const algorithm of ['EdDSA', 'Ed25519'] as const) {
      expect(await codesOf(() => loadTrust(keying([ed448], algorithm)))).toEqual(['keys-none'])
      expect(await codesOf(() => loadTrust(keying(JSON.stringify(ed448), algorithm)))).toEqual([
        'key-type-unknown',
      ])
    }
    expect(await codesOf(() => loadTrust(keying([{ ...e, alg: 'Ed448' }], 'EdDSA')))).toEqual([
      'key-pinned',
    ])
  })
})

describe('what is read as a secret, if a secret cannot be used', () => {
  test.each([
    [
      'an ssh key',
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA32b8QWMNwAynesIR me`,
      'an OpenSSH public key, which',
    ],
    ['base64', Buffer.from(JSON.stringify(ed)).toString('base64'), 'a JWK in base64, which'],
    ['a path', '/run/secrets/jwt.pem', 'a path or a URL, not a key'],
    ['four dashes', '----BEGIN PRIVATE KEY-----\nMC4\n', 'a PEM with a damaged first line'],
  ])('%s', async (_name, text, says) => {
    for (const algorithm of ['EdDSA', undefined] as const) {
      const [found] = await problemsOf(() => loadTrust(keying(text, algorithm)))
      expect(found?.code).toBe('key-form-unknown')
      expect(say(found as NonNullable<typeof found>).says).toContain(says)
    }
    expect(await codesOf(() => loadTrust(keying(text, 'HS256')))).toContain('secret-looks-like')
  })

  test('a secret: its bytes are counted', async () => {
    const [found] = await problemsOf(() => loadTrust(keying('x'.repeat(40), 'EdDSA')))
    expect(say(found as NonNullable<typeof found>).says).toBe(
      '`env:KEY` has a raw secret (40 bytes, not PEM, a JWK or a JWK set), but EdDSA needs an Ed25519 key',
    )
  })
})
