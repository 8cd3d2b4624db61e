import { expectTypeOf, test } from 'vitest'
import {
  type Catalog,
  type Decision,
  decide,
  decode,
  NO_TOKEN,
  parseCatalog,
  type Question,
  type Rejected,
  sourceOf,
  type TokenAccess,
  type Trust,
  type Verified,
  type VerifiedToken,
  verify,
} from '../../src/index.js'

// Nothing here runs: the assertion is that it compiles, or that the marked line does not.

declare const catalog: Catalog
declare const question: Question
declare const trust: Trust

test('a verified, a rejected and no token can be decided on', async () => {
  const presented = await verify('a.b.c', trust, { now: 0, leeway: 0 })
  expectTypeOf(presented).toEqualTypeOf<Verified | Rejected>()
  expectTypeOf(decide(catalog, question, presented)).toEqualTypeOf<Decision>()
  expectTypeOf(decide(catalog, question, NO_TOKEN)).toEqualTypeOf<Decision>()
})

test('a token that was only decoded cannot be decided on', () => {
  const read = decode('a.b.c')
  // @ts-expect-error decoding proves nothing
  decide(catalog, question, read)
  if (read.kind === 'decoded') {
    // @ts-expect-error nor does the token inside
    decide(catalog, question, { kind: 'verified', token: read.token, notes: [] })
    // @ts-expect-error a DecodedToken is not a VerifiedToken
    read.token satisfies VerifiedToken
  }
})

test('a catalog that did not load has no value', () => {
  const parsed = parseCatalog(sourceOf({}))
  // @ts-expect-error look at `ok` first
  parsed.value
  if (parsed.ok) expectTypeOf(parsed.value).toEqualTypeOf<Catalog>()
})

test('an undecided route is not a valid question', () => {
  expectTypeOf<Question['requirement']['level']>().toEqualTypeOf<
    'public' | 'authenticated' | 'scopes'
  >()
})

test('the sets of scopes of a route are there only once it is known that a token decides', () => {
  const access = {} as TokenAccess
  // @ts-expect-error a public route has none, and one that no token opens has none either
  access.anyOf
  if (access.who === 'token')
    expectTypeOf(access.anyOf).toEqualTypeOf<readonly (readonly string[])[]>()
})
