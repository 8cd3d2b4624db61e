import { expect, test } from 'vitest'
import type { Facts } from '../../../src/core/access/facts.js'
import { factsOf } from '../../../src/core/access/facts.js'
import { LINES_LIMIT, withDigests } from '../../../src/core/lock/digest.js'
import { pair } from './lock-world.js'

const FACTS = factsOf(pair.catalog, pair.users)
const users = (names: string[], scope = 'read'): Facts => ({
  ...FACTS,
  users: { kind: 'names', holds: new Map(names.map((name) => [name, new Set([scope])])) },
})
const names = (count: number) => [...Array(count).keys()].map((i) => `u${i}`)

test('a digest is of the set of lines: the order of the users does not count, each of them does', async () => {
  const many = names(LINES_LIMIT + 1)
  const { users: digest } = await withDigests(users(many))
  expect(digest).toMatchObject({ kind: 'digest', count: LINES_LIMIT + 1 })
  expect((await withDigests(users(many.toReversed()))).users).toEqual(digest)
  expect((await withDigests(users(many, 'write'))).users).not.toEqual(digest)
  expect((await withDigests(users([...many.slice(1), 'other']))).users).not.toEqual(digest)
})

test('up to the limit the lines stay, and a digest stays a digest', async () => {
  const few = users(names(LINES_LIMIT))
  expect((await withDigests(few)).users).toBe(few.users)
  const digest = { kind: 'digest', count: 1001, digest: 'a'.repeat(64) } as const
  expect((await withDigests({ ...FACTS, users: digest })).users).toBe(digest)
})
