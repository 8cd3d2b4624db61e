import { describe, expect, test } from 'vitest'
import type { Algorithm, Key, Trust } from '../../../src/core/token/model.js'
import { forge, GOOD, KEYS, newKey, reasons, trustOf } from './support.js'

describe('RFC 9864: one algorithm with two names', () => {
  const { jwk } = KEYS.EdDSA
  const key = (algorithm: Algorithm): Key => ({ kid: 'k1', algorithm, jwk })
  const said = (alg: string, trust: Trust) =>
    reasons(forge({ alg, kid: 'k1' }, GOOD, KEYS.EdDSA), trust)

  test.each([
    ['EdDSA', 'EdDSA', ['EdDSA', 'Ed25519']],
    ['EdDSA', 'Ed25519', ['Ed25519']],
    ['Ed25519', 'Ed25519', ['Ed25519']],
    ['Ed25519', 'EdDSA', ['Ed25519']],
  ] as const)('trust in %s with a key for %s accepts %s', async (pinned, own, names) => {
    for (const alg of ['EdDSA', 'Ed25519', 'Ed448', 'ed25519', 'EDDSA', 'ES256', 'HS256']) {
      expect(await said(alg, trustOf(key(own), { algorithm: pinned })), alg).toEqual(
        (names as readonly string[]).includes(alg) ? [] : ['wrong-algorithm'],
      )
    }
  })

  test('a signature is verified under both names', async () => {
    const other = forge({ alg: 'Ed25519', kid: 'k1' }, GOOD, { ...newKey('Ed25519'), kid: 'k1' })
    expect(await reasons(other, trustOf(key('EdDSA')))).toEqual(['bad-signature'])
    expect(await reasons(other, trustOf(key('Ed25519')))).toEqual(['bad-signature'])
  })
})
