import { expectTypeOf, test } from 'vitest'
import { verify } from '../../src/index.js'
import { type Access, load, type Rejected, type Verified } from '../../src/node.js'

// Nothing here runs: the assertion is that it compiles, or that the marked line does not.

declare const access: Access

test('load is synchronous, and so is can', () => {
  expectTypeOf(load('scopes.yaml')).toEqualTypeOf<Access>()
  expectTypeOf(access.can({ user: 'bob' }, 'GET /me')).toEqualTypeOf<boolean>()
})

test('a token is asked about once it was verified', async () => {
  const token = await access.mint({ user: 'bob' })
  const presented = await access.verify(token)
  expectTypeOf(presented).toEqualTypeOf<Verified | Rejected>()
  access.can(presented, 'GET /me')
  access.can(
    await verify(
      token,
      { algorithm: 'HS256', keys: [], issuers: [], audiences: [] },
      { now: 0, leeway: 0 },
    ),
    'GET /me',
  )
  // @ts-expect-error text proves nothing
  access.can(token, 'GET /me')
})

test('misspelled names of arguments do not compile', () => {
  // @ts-expect-error role
  access.can({ rol: 'editor' }, 'GET /me')
  // @ts-expect-error need
  access.can({ role: 'editor' }, { needs: 'read' })
  // @ts-expect-error scope
  access.mint({ role: 'editor' }, { scopes: 'read' })
  // @ts-expect-error nobody is given a token
  access.mint({ anonymous: true })
  // @ts-expect-error a variable that may not be set
  access.mint({ role: 'editor' }, { scope: undefined as string | undefined })
  // @ts-expect-error true
  access.can({ anonymous: false }, 'GET /me')
})
