import { expect, test } from 'vitest'
import type { DecodeAnswer } from '../../src/core/answer.js'
import { decode } from '../../src/core/token/decode.js'
import type { Json } from '../../src/core/token/model.js'
import { readTokenScopes } from '../../src/core/token-scopes/read.js'
import { json, text } from '../../src/report/decode.js'
import { jsonLine } from '../../src/report/escape.js'
import { styleFor } from '../../src/report/style.js'
import { catalogOf, HOSTILE, NOW, plain, signed, unsafeIn, widest } from './sample.js'

const catalog = catalogOf()
const FIRST = 'NOT VERIFIED  anyone can write a token; scopectl verify checks it\n'

function answerOf(token: string, more: Partial<DecodeAnswer> = {}): DecodeAnswer {
  const read = decode(token)
  const decoded = read.kind === 'decoded' ? read.token : undefined
  return {
    kind: 'decode',
    outcome: 'yes',
    token: decoded,
    malformed: read.kind === 'malformed' ? read.detail : undefined,
    scopes: decoded && readTokenScopes(decoded, catalog.token),
    catalog,
    now: NOW,
    outlook: undefined,
    notes: [],
    files: {},
    ...more,
  }
}

const show = async (
  claims: Readonly<Record<string, Json>>,
  header = {},
  style = plain,
): Promise<string> => text(answerOf(await signed(claims, header)), style)
const terminal = await styleFor({ color: false, utf8: true, columns: 80 })

test('the contents of a token, times in both forms, scopes with their descriptions', async () => {
  const claims = {
    sub: 'alice',
    iss: 'http://localhost:8000',
    aud: ['items-api', 'other'],
    iat: NOW - 120,
    exp: NOW + 771,
    scope: 'read users:read billing:all',
    jti: 'x',
    tenant: { id: 5 },
  }
  const shown = await show(claims, { kid: '9Jx1' })
  expect(shown).toBe(
    [
      'NOT VERIFIED  anyone can write a token; scopectl verify checks it',
      '  header    HS256, kid 9Jx1, JWT',
      '  subject   alice',
      '  issuer    http://localhost:8000',
      '  audience  items-api  other',
      '  issued    2m ago      2026-11-24 06:29:31Z',
      '  expires   in 12m 51s  2026-11-24 06:44:22Z',
      '  scopes    from `scope`, a string',
      '    read         Read data',
      '    users:read   View user information',
      '    billing:all  ! not in the catalog',
      '  other claims',
      '    jti     x',
      '    tenant  {"id":5}',
      '',
    ].join('\n'),
  )
  expect(shown).not.toMatch(/\bvalid\b/)
})

test('malformed too is NOT VERIFIED first', () => {
  for (const token of ['', 'a.b', 'a.b.c.d.e', '{"a":1}', 'x']) {
    const answer = answerOf(token)
    expect(text(answer, plain).startsWith(FIRST)).toBe(true)
    expect(json(answer)).toMatchObject({ verified: false, header: null, claims: null })
  }
  expect(text(answerOf('a.b'), plain)).toContain('  malformed: found two parts')
})

test.each([1e300, -1e300, 8.64e12 + 1, 1.5, 0, -1, 1e12])(
  'no time is absurd enough to throw: %d',
  async (at) => {
    const answer = answerOf(await signed({ sub: 's', exp: at, iat: at, nbf: at }))
    expect(text(answer, plain).startsWith(FIRST)).toBe(true)
    expect(JSON.parse(jsonLine(json(answer)))).toMatchObject({ times: { exp: { seconds: at } } })
  },
)

test('claims of the wrong type are marked', async () => {
  const shown = await show({ sub: 5, iss: '', aud: {}, exp: 'tomorrow', scope: 42 })
  expect(shown).toContain('  subject   5  ! not text\n')
  expect(shown).toContain('  issuer    ! empty\n')
  expect(shown).toContain('  expires   ! not a number  tomorrow\n')
  expect(shown).toContain('  scopes    ! `scope` is neither a string nor a list of strings: none\n')
  expect(await show({})).toContain('  expires   ! missing\n')
  expect(await show({ scope: '' })).toContain('  scopes    from `scope`, a string: none\n')
  expect(await show({ scope: 'a', scp: 'b' })).toContain(
    '! `scope` and `scp` differ, so none is read\n',
  )
})

test('what a header refers to is shown, but not followed', async () => {
  expect(await show({}, { jku: 'https://evil.test', typ: 'at+jwt' })).toContain(
    '  header    HS256, at+jwt; ignored: jku\n',
  )
})

test('an outlook is not a verdict', async () => {
  const outlook = { goal: 'DELETE /users/{id}', status: 403, missing: ['users:delete'] } as const
  const answer = answerOf(await signed({}), { outlook })
  expect(text(answer, plain)).toContain(
    '  if it were verified: deny 403 for DELETE /users/{id}, missing users:delete\n',
  )
  expect(json(answer)).toMatchObject({ verified: false, outlook })
})

test('a terminal limits values and the list of claims; scopes are whole, and in a pipe everything is', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [`c${i}`.repeat(i + 1), 'v'.repeat(500)]),
  )
  const claims = {
    ...many,
    sub: 's'.repeat(500),
    aud: ['a'.repeat(300)],
    scope: 'x'.repeat(300),
    ['n'.repeat(5000)]: 1,
  }
  const shown = await show(claims, {}, terminal)
  expect(shown).toContain(`    ${'x'.repeat(300)}\n`)
  expect(shown).toContain(`    ${'c9'.repeat(10)}  `)
  expect(shown.match(/v+/g)?.every((value) => value.length < 80)).toBe(true)
  expect(widest(await show({ ['n'.repeat(5000)]: 1 }, {}, terminal))).toBeLessThan(250)
  expect(shown).toContain('    and 31 more: --json has them all\n')

  const piped = await show(claims)
  expect(piped).toContain(`  subject   ${'s'.repeat(500)}\n`)
  expect(piped).toContain(`  audience  ${'a'.repeat(300)}\n`)
  expect(piped.match(/v{500}\n/g)).toHaveLength(50)
  expect(piped).not.toMatch(/…| more: /)
  // A long name has a row of its own, and the others are not padded to its length.
  expect(piped).toContain(`\n    ${'n'.repeat(5000)}  1\n`)
  expect(piped.length).toBeLessThan(50 * 1000)
})

test('TERM1 and TERM2: a token cannot write to the terminal, nor add a line', async () => {
  const claims = {
    sub: HOSTILE,
    iss: HOSTILE,
    aud: [HOSTILE],
    scope: [HOSTILE, 'r\u0435ad'],
    [HOSTILE]: HOSTILE,
  }
  const shown = await show(
    { ...claims, exp: HOSTILE },
    { kid: HOSTILE, typ: HOSTILE, [HOSTILE]: 1 },
  )
  expect(unsafeIn(shown)).toEqual([])
  expect(shown).not.toContain('r\u0435ad')
  expect(shown.split('\n').filter((line) => !line.startsWith('  '))).toEqual([FIRST.trim(), ''])
})

test('TERM3: JSON has every claim unchanged', async () => {
  const claims = { sub: HOSTILE, ['__proto__']: 'x', scope: `read ${HOSTILE}` }
  const answer = answerOf(await signed(claims))
  const line = jsonLine(json(answer))
  expect(unsafeIn(line)).toEqual([])
  const parsed = JSON.parse(line)
  expect(parsed.claims.sub).toBe(HOSTILE)
  expect(parsed.scopes[0]).toEqual({ name: 'read', description: 'Read data', declared: true })
  expect(parsed.times).toEqual({ iat: null, nbf: null, exp: null })
})
