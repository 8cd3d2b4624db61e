import { expect, test } from 'vitest'
import { withoutToken } from '../../src/core/secrets/without-token.js'
import { gotText } from '../../src/report/probe/words.js'

const TOKEN = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.${'Ab3_-'.repeat(9)}`
const got = (challenge: string): string =>
  gotText({ status: 401, challenge, type: undefined, body: '' })

test('a challenge is shown as it is', () => {
  const challenge = 'Bearer realm="api", error="insufficient_scope", scope="read write"'
  expect(got(challenge)).toBe(`401, ${challenge}`)
  expect(withoutToken(challenge, TOKEN)).toBe(challenge)
})

test('a token in a challenge is covered, whole or in parts', () => {
  const [header = '', payload = '', signature = ''] = TOKEN.split('.')
  expect(got(`Bearer error_description="bad ${TOKEN}"`)).toBe(
    `401, Bearer error_description="bad ${'*'.repeat(TOKEN.length)}"`,
  )
  expect(got(`Bearer error_description="bad ${TOKEN.slice(0, 30)}"`)).not.toContain('eyJ')
  for (const part of [header, payload, signature])
    expect(withoutToken(`bad ${part}!`, TOKEN)).toBe(`bad ${'*'.repeat(part.length)}!`)
  expect(withoutToken('Bearer error="a"', 'eyJhbGciOiJub25lIn0.e30.')).toBe('Bearer error="a"')
})
