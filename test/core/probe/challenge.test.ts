import { expect, test } from 'vitest'
import { bearerChallenge } from '../../../src/core/probe/challenge.js'

test.each([
  ['Bearer', { error: undefined, scope: undefined }],
  ['bearer realm="a", error="invalid_token"', { error: 'invalid_token', scope: undefined }],
  [
    'Bearer error="insufficient_scope", scope="read  write"',
    { error: 'insufficient_scope', scope: ['read', 'write'] },
  ],
  ['Bearer scope=""', { error: undefined, scope: [] }],
  ['Basic realm="x, Bearer error=1", Bearer error=e', { error: 'e', scope: undefined }],
  ['Bearer error="a", Basic realm="x", error="b"', { error: 'a', scope: undefined }],
  ['Bearer error="say \\"no\\""', { error: 'say "no"', scope: undefined }],
  ['Bearer error="never closed', { error: 'never closed', scope: undefined }],
  ['Negotiate abc==, Bearer error = "x"', { error: 'x', scope: undefined }],
])('%s', (header, challenge) => {
  expect(bearerChallenge(header)).toEqual(challenge)
})

test.each([undefined, '', 'Basic realm="x"', '="', 'Basic realm="Bearer"', '\u0000,,,'])(
  'no Bearer challenge: %s',
  (header) => {
    expect(bearerChallenge(header)).toBeUndefined()
  },
)

test('NET8 a hostile header ends, and only its beginning is read', () => {
  expect(bearerChallenge(`Bearer error="${'\\'.repeat(1_000_000)}`)?.error?.length).toBeLessThan(
    9000,
  )
  expect(bearerChallenge(`${'a='.repeat(500_000)}, Bearer`)).toBeUndefined()
})
