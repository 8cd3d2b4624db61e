import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scopectlAssertions } from '../../src/assert.js'
import { access, FILES, rejection } from '../node/world.js'
import { tempDir } from '../support/temp-dir.js'
import { assertAllows, assertDenies, assertUnauthorized } from './world.js'

/** Past the compiler, as JavaScript calls. */
const loose = { assertAllows, assertDenies, assertUnauthorized } as unknown as Record<
  'assertAllows' | 'assertDenies' | 'assertUnauthorized',
  (...args: unknown[]) => Promise<void>
>
const makeLoose = scopectlAssertions as unknown as (options: unknown) => typeof loose

const codesOf = async (asserted: Promise<void>): Promise<string[]> =>
  (await rejection(asserted)).problems.map(({ code }) => code)

// verify() needs the development key, which the first token creates.
beforeAll(() => access.mint({ user: 'bob' }))

describe('what prevents an answer is an error, and never an assertion that passes or fails', () => {
  test.each<[string, () => Promise<void>, string]>([
    ['route', () => assertDenies({ role: 'reader' }, 'DELETE /usres/42'), 'no-route'],
    [
      'route of toBeUnauthorized',
      () => assertUnauthorized('a.b.c', { route: 'GET /x' }),
      'no-route',
    ],
    ['role', () => assertDenies({ role: 'raeder' }, 'DELETE /users/42'), 'no-such-role'],
    ['scope', () => assertDenies({ role: 'reader' }, { need: 'wirte' }), 'no-such-scope'],
    [
      'missing scope',
      () => assertDenies({ role: 'reader' }, 'POST /items/', { missing: 'wirte' }),
      'no-such-scope',
    ],
    [
      'blank missing',
      () => assertDenies({ role: 'reader' }, 'POST /items/', { missing: ' ' }),
      'blank-scopes',
    ],
    [
      'no missing',
      () => loose.assertDenies({ role: 'reader' }, 'POST /items/', { missing: undefined }),
      'argument-type',
    ],
    [
      'misspelled option',
      () => loose.assertDenies({ role: 'reader' }, 'POST /items/', { mising: 'write' }),
      'unknown-option',
    ],
    ['no goal', () => loose.assertDenies({ role: 'reader' }), 'bad-route'],
    [
      'surplus argument',
      () => loose.assertAllows({ role: 'reader' }, 'GET /items/', {}),
      'extra-argument',
    ],
    ['reason', () => loose.assertUnauthorized('a.b.c', { reason: 'expird' }), 'invalid-choice'],
    [
      'a verdict as the reason',
      () => loose.assertUnauthorized('a.b.c', { reason: 'deny' }),
      'invalid-choice',
    ],
    [
      'a 403 as the reason',
      () => loose.assertUnauthorized('a.b.c', { reason: 'insufficient_scope' }),
      'invalid-choice',
    ],
    ['no reason', () => loose.assertUnauthorized('a.b.c', { reason: undefined }), 'argument-type'],
    ['no route for a role', () => assertUnauthorized({ role: 'reader' }), 'assertion-needs-route'],
    [
      'no route for an anonymous request',
      () => assertUnauthorized({ anonymous: true }),
      'assertion-needs-route',
    ],
    ['undefined', () => loose.assertUnauthorized(undefined), 'argument-type'],
    ['empty token', () => assertUnauthorized(''), 'argument-type'],
    ['text that is not a token', () => assertUnauthorized('Bearer undefined'), 'not-a-token'],
    ['promise', () => loose.assertUnauthorized(access.mint({ user: 'bob' })), 'argument-promise'],
    [
      'promise in a text',
      () => assertUnauthorized(`Bearer ${access.mint({ user: 'bob' })}`),
      'argument-promise',
    ],
    ['object with a token', () => loose.assertUnauthorized({ token: 'a.b.c' }), 'argument-type'],
    [
      'what verify() returned',
      async () => loose.assertDenies(await access.verify('a.b.c'), 'GET /me'),
      'argument-type',
    ],
  ])('%s', async (_, call, code) => {
    expect(await codesOf(call())).toEqual([code])
  })

  test.each<[string, string, string]>([
    ['empty', '', 'file-empty'],
    ['without scopes and routes', 'scopes: {}\nroutes: {}\n', 'assertion-empty-catalog'],
    ['not a catalog', '- a\n', 'file-not-map'],
    ['with an unknown scope', 'scopes: { a: A }\nroutes: { GET /a: b }\n', 'unknown-scope'],
  ])('a catalog that is %s', async (_, text, code) => {
    const file = join(tempDir({ 'scopes.yaml': text }), 'scopes.yaml')
    const { assertDenies, assertUnauthorized } = scopectlAssertions({ catalog: file })
    expect(await codesOf(assertUnauthorized('a.b.c'))).toEqual([code])
    expect(await codesOf(assertDenies({ scopes: 'a' }, 'GET /a'))).toEqual([code])
  })

  test('a missing catalog, key or option of the catalog', async () => {
    const dir = tempDir({
      'scopes.yaml':
        'token: { algorithm: HS256, key: env:A_KEY }\nscopes: { a: A }\nroutes: { GET /a: a }\n',
    })
    const at = (name: string) => join(dir, name)
    const missing = scopectlAssertions({ catalog: at('none.yaml') })
    expect(await codesOf(missing.assertUnauthorized('a.b.c'))).toEqual(['file-missing'])
    const keyless = scopectlAssertions({ catalog: at('scopes.yaml'), env: {} })
    expect(await codesOf(keyless.assertUnauthorized('a.b.c'))).toEqual(['env-unset'])
    const misspelled = scopectlAssertions({ file: at('scopes.yaml') } as object)
    expect(await codesOf(misspelled.assertUnauthorized('a.b.c'))).toEqual(['unknown-option'])
  })

  test('views that differ, where the catalog does not say which one counts', async () => {
    const open = FILES['scopes.yaml'].replace('  enforce: literal\n', '')
    const file = join(tempDir({ 'scopes.yaml': open }), 'scopes.yaml')
    const { assertAllows, assertDenies } = scopectlAssertions({ catalog: file })
    const goal = { need: 'users:read' }
    expect(await codesOf(assertAllows({ scopes: 'admin' }, goal))).toEqual(['views-differ'])
    expect(await codesOf(assertDenies({ scopes: 'admin' }, goal))).toEqual(['views-differ'])
  })
})

describe('a message names the option that is wrong, and the call', () => {
  const role = { role: 'reader' }
  const deny = (options: unknown) => () => loose.assertDenies(role, 'POST /items/', options)
  const unauthorized = (options: unknown) => () => loose.assertUnauthorized('a.b.c', options)
  const made = (options: unknown) => async () =>
    makeLoose(options).assertAllows(role, 'GET /items/')
  const names = 'expected a name, or a list of names that is not empty'
  const text = 'expected a string that is not empty'

  test.each<[string, () => Promise<void>]>([
    [`invalid \`missing\` in assertDenies(): ${names}`, deny({ missing: 3 })],
    [`invalid \`missing\` in assertDenies(): ${names}`, deny({ missing: undefined })],
    ['`missing` is blank', deny({ missing: ' ' })],
    ['invalid `missing`: the catalog has no scope `wirte`', deny({ missing: ['read', 'wirte'] })],
    ['assertDenies() has no option `mising`', deny({ mising: 'write' })],
    ['invalid `options` in assertDenies(): expected an object', deny('write')],
    [`invalid \`reason\` in assertUnauthorized(): ${text}`, unauthorized({ reason: 3 })],
    ['invalid value `expird` for `reason`', unauthorized({ reason: 'expird' })],
    [`invalid \`route\` in assertUnauthorized(): ${text}`, unauthorized({ route: 3 })],
    [`invalid \`catalog\` in scopectlAssertions(): ${text}`, made({ catalog: 3 })],
    [
      'invalid `catalog` in scopectlAssertions(): expected a path, or a URL that begins with `file:`',
      made({ catalog: new URL('https://api.test/scopes.yaml') }),
    ],
    [`invalid \`profile\` in scopectlAssertions(): ${text}`, made({ profile: 3 })],
    ['invalid `env.KEY` in scopectlAssertions(): expected a string', made({ env: { KEY: 3 } })],
  ])('%s', async (says, call) => {
    expect((await rejection(call())).message.split('\n')[0]).toBe(says)
  })

  test('the options of the catalog are listed where one is unknown', async () => {
    const { message } = await rejection(made({ file: 'scopes.yaml' })())
    expect(message).toBe(
      [
        'scopectlAssertions() has no option `file`',
        'hint: options: `catalog`, `usersFile`, `profile`, `env` and `envFile`',
      ].join('\n'),
    )
  })
})

test('an error has the stack of the test that caused it', async () => {
  const error: unknown = await assertAllows({ role: 'x' }, 'GET /me').catch((reason) => reason)
  expect(error instanceof Error && error.stack?.split('\n    at ')[1]).toContain(
    'plain-errors.test.ts',
  )
})
