import { expect, test } from 'vitest'
import { passwordHashText, readPasswordHash } from '../../../src/core/users/password-hash.js'

const SALT = 'AAECAwQFBgcICQoLDA0ODw'
const HASH = 'O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE'

test('what is written is read back', () => {
  const text = `scrypt$32768$8$3$${SALT}$${HASH}`
  const read = readPasswordHash(text)
  if (typeof read === 'string') return expect.unreachable(read)
  expect([read.n, read.r, read.p, read.salt.length, read.hash.length]).toEqual([
    32768, 8, 3, 16, 32,
  ])
  expect(passwordHashText(read)).toBe(text)
})

test.each([
  ['hunter2', 'form'],
  ['', 'form'],
  [`scrypt$32768$8$3$${SALT}`, 'form'],
  [`scrypt$32768$8$3$${SALT}$${HASH}=`, 'form'],
  [`scrypt$32768$8$3$AAAA$${HASH}`, 'form'],
  [`scrypt$32768$8$3$${SALT}$AAAA`, 'form'],
  [`bcrypt$32768$8$3$${SALT}$${HASH}`, 'form'],
  // Too cheap, not a power of two, and parameters that would make a login take forever.
  [`scrypt$512$8$1$${SALT}$${HASH}`, 'cost'],
  [`scrypt$32767$8$1$${SALT}$${HASH}`, 'cost'],
  [`scrypt$33554432$8$1$${SALT}$${HASH}`, 'cost'],
  [`scrypt$32768$999$1$${SALT}$${HASH}`, 'cost'],
  [`scrypt$32768$8$100$${SALT}$${HASH}`, 'cost'],
  [`scrypt$32768$0$1$${SALT}$${HASH}`, 'cost'],
])('%s: %s', (text, why) => {
  expect(readPasswordHash(text)).toBe(why)
})
