import { scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { PasswordHash } from '../../../src/core/users/password-hash.js'
import { rememberSecrets } from '../../../src/io/server/remembered-secrets.js'
import { matchesHash } from '../../../src/io/server/scrypt.js'

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
const ctx = { random }

/** At the lowest cost. */
function hashOf(secret: string): PasswordHash {
  const cost = { n: 1024, r: 8, p: 1 }
  const salt = random(16)
  return { ...cost, salt, hash: scryptSync(secret, salt, 32, { N: 1024, r: 8, p: 1 }) }
}

/** With a count of the hashes that were computed. */
function counted() {
  let count = 0
  const secrets = rememberSecrets(ctx, (hash, secret) => {
    count++
    return matchesHash(hash, secret)
  })
  return { ...secrets, count: () => count }
}

describe('secrets that have matched', () => {
  test('are not hashed again; wrong ones are, every time', async () => {
    const hash = hashOf('s3cret')
    const { matches, count } = counted()
    for (let i = 0; i < 3; i++) expect(await matches(hash, 's3cret')).toBe(true)
    expect(count()).toBe(1)
    for (const wrong of ['s3cre', 's3crets', '', ' s3cret', 'S3CRET', 'x', 'x']) {
      expect(await matches(hash, wrong)).toBe(false)
    }
    expect(count()).toBe(8)
    expect(await matches(hash, 's3cret')).toBe(true)
    expect(count()).toBe(8)
  })

  test('a secret is remembered for its own hash only: not for another client, salt or cost', async () => {
    const hash = hashOf('s3cret')
    const other = hashOf('other')
    const { matches, count } = counted()
    expect(await matches(hash, 's3cret')).toBe(true)
    expect(await matches(other, 's3cret')).toBe(false)
    for (const changed of [
      { ...hash, n: 2048 },
      { ...hash, p: 2 },
      { ...hash, salt: random(16) },
      { ...hash, hash: random(32) },
    ]) {
      expect(await matches(changed, 's3cret')).toBe(false)
    }
    expect(count()).toBe(6)
    // No boundary can be moved: a salt or hash that ends differently is another one.
    expect(await matches({ ...hash, hash: hash.hash.subarray(0, 31) }, `x s3cret`)).toBe(false)
  })

  test('are forgotten on demand, and the oldest when there are more than 1,000', async () => {
    const hash = hashOf('s3cret')
    let count = 0
    const { matches, forget } = rememberSecrets(ctx, async () => {
      count++
      return true
    })
    await matches(hash, 'a')
    forget()
    await matches(hash, 'a')
    expect(count).toBe(2)
    for (let i = 0; i < 999; i++) await matches(hash, `b${i}`)
    await matches(hash, 'a') // now the newest
    expect(count).toBe(1001)
    await matches(hash, 'c')
    await matches(hash, 'a')
    expect(count).toBe(1002)
    await matches(hash, 'b0')
    expect(count).toBe(1003)
  })
})
