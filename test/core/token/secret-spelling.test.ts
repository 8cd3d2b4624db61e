import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { spellingOf } from '../../../src/core/token/secret-spelling.js'
import { verify } from '../../../src/core/token/verify.js'
import { say } from '../../../src/report/words/index.js'
import { AT, encode, forge, GOOD, KEYS, trustOf } from './support.js'

const of = (text: string) => spellingOf(Buffer.from(text))

test('KEY4: the bytes of a secret are counted, and what else it may be is named', () => {
  const bytes = randomBytes(41)
  expect(of(bytes.toString('base64'))).toEqual({ bytes: 56, encoded: { as: 'base64', bytes: 41 } })
  expect(of(bytes.toString('base64url'))).toEqual({
    bytes: 55,
    encoded: { as: 'base64', bytes: 41 },
  })
  expect(of(bytes.toString('hex'))).toEqual({ bytes: 82, encoded: { as: 'hex', bytes: 41 } })
  expect(of(`"${bytes.toString('base64')}"`)).toEqual({ bytes: 58, around: 'quotes' })
  expect(of(`\ufeff${bytes.toString('base64')}`)).toEqual({
    bytes: 59,
    around: 'a byte order mark',
  })
  expect(of('SECRET_KEY=abcdefghijklmnopqrstuvwxyz')).toEqual({ bytes: 37, around: 'a name' })
  expect(of('a passphrase\n')).toEqual({ bytes: 13, around: 'a blank' })
  expect(of('a passphrase')).toEqual({ bytes: 12 })
  expect(spellingOf(Uint8Array.from([0xff, 0, 1]))).toEqual({ bytes: 3 })
})

test('the problem for a signature that does not match says so, without a byte of the secret', async () => {
  const text = randomBytes(41).toString('base64')
  const key = { ...KEYS.HS256, jwk: { kty: 'oct', k: encode(text) } } as const
  const answer = await verify(forge({ alg: 'HS256' }, GOOD, KEYS.HS256), trustOf(key), AT)
  const detail = answer.kind === 'rejected' ? answer.refusals[0].detail : undefined
  expect(detail?.code).toBe('token-signature')
  expect(say(detail as NonNullable<typeof detail>).hint).toBe(
    'it was signed with another key, or changed after signing; the secret was used as it is: 56 bytes, which decode as base64 to 41 bytes; if your server decodes it, write it as a JWK: {"kty":"oct","k":"…"} (k in base64url)',
  )
  expect(JSON.stringify(detail)).not.toContain(text)
})
