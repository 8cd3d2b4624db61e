import { describe, expect, test } from 'vitest'
import { ScopectlError } from '../../../src/core/errors.js'
import type { Key, Trust } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { keyPair } from '../../support/key-pair.js'
import { AT, encode, forge, GOOD, headerOf, KEYS, trustOf } from './support.js'

describe('FAIL: bad trust is an error and never a verdict, whatever the token is', () => {
  const weakRsa = keyPair('rsa', { modulusLength: 1024 }).privateKey.export({
    format: 'jwk',
  })
  const rs = KEYS.RS256
  const cases: [string, Trust][] = [
    ['key-none-for', trustOf(rs, { keys: [] })],
    ['key-none-for', trustOf(rs, { keys: [KEYS.HS256] })],
    ['key-type', trustOf({ ...rs, algorithm: 'HS256' })],
    ['key-type', trustOf({ ...KEYS.ES384, algorithm: 'ES256' })],
    ['rsa-short', trustOf({ ...rs, jwk: weakRsa as Key['jwk'] })],
    ['rsa-exponent', trustOf({ ...rs, jwk: { ...rs.jwk, e: 'AQ' } })],
    ['secret-empty', trustOf({ ...KEYS.HS256, jwk: { kty: 'oct', k: '' } })],
  ]
  test.each(cases)('%s', async (code, trust) => {
    for (const token of [
      '',
      'garbage',
      forge(headerOf(rs), GOOD, rs),
      `${encode({ alg: 'none' })}.${encode(GOOD)}.`,
    ]) {
      const error = await verify(token, trust, AT).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ScopectlError)
      expect((error as ScopectlError).problems[0]?.code).toBe(code)
    }
  })
})
