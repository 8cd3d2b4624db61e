import { expect, test } from 'vitest'
import type { VerifyAnswer } from '../../src/core/answer.js'
import type { Catalog } from '../../src/core/catalog/model.js'
import { readTokenScopes } from '../../src/core/token-scopes/read.js'
import { jsonLine } from '../../src/report/escape.js'
import { json, text } from '../../src/report/verify.js'
import {
  catalogOf,
  HOSTILE,
  NOW,
  plain,
  SAMPLE,
  signed,
  unsafeIn,
  verifiedAt,
  widest,
} from './sample.js'

async function answerOf(
  token: string,
  catalog: Catalog = catalogOf(),
  now = NOW,
): Promise<VerifyAnswer> {
  const presented = await verifiedAt(catalog, token, now)
  const read = presented.token
  return {
    kind: 'verify',
    outcome: 'yes',
    subject: { kind: 'token', name: null, source: 'argument' },
    token: read,
    refusals: presented.kind === 'rejected' ? presented.refusals : [],
    scopes: read && readTokenScopes(read, catalog.token),
    catalog,
    now,
    checked: { issuers: catalog.token.issuers, audiences: catalog.token.audiences },
    notes: [],
    files: {},
  }
}

const good = {
  sub: 'alice',
  iss: 'http://localhost:8000',
  aud: 'items-api',
  iat: NOW,
  exp: NOW + 900,
  scope: 'read nope',
}

test('an accepted token', async () => {
  expect(text(await answerOf(await signed(good)), plain)).toBe(
    [
      'valid',
      '  subject   alice',
      '  issuer    http://localhost:8000',
      '  audience  items-api',
      '  expires   in 15m (2026-11-24 06:46:31Z)',
      '  scopes    read  nope (not in the catalog)',
      '',
    ].join('\n'),
  )
})

test('what was not checked is reported', async () => {
  const any = catalogOf({ ...SAMPLE, token: { issuer: 'any', audience: 'any' } })
  const shown = text(await answerOf(await signed(good), any), plain)
  expect(shown).toContain('  issuer    http://localhost:8000  (issuer not checked: any)\n')
  expect(shown).toContain('  audience  items-api  (audience not checked: any)\n')
})

test('every failed check, not only the first', async () => {
  const bad = { ...good, iss: 'them', aud: 'other', exp: NOW - 10, sub: '' }
  const answer = await answerOf(await signed(bad))
  const shown = text(answer, plain)
  expect(shown).toMatch(/^refused expired\n/)
  expect(shown.match(/✗/g)).toHaveLength(4)
  expect(shown).toContain('  everything else is valid: signature\n')
  expect(widest(shown)).toBeLessThanOrEqual(80)
  expect(json(answer)).toMatchObject({ verified: false, claims: null, scopes: null })
  const expired = await answerOf(await signed({ ...good, iat: NOW - 900, exp: NOW - 10 }))
  expect(text(expired, plain)).not.toContain('next:')
  const named = { ...expired, subject: { ...expired.subject, source: 'env:OLD' } }
  expect(text(named, plain)).toContain('next: scopectl verify --token env:OLD --at iat\n')
})

test('a malformed token has nothing to show', async () => {
  const answer = await answerOf('a.b')
  expect(text(answer, plain)).toMatch(/^refused malformed\n {2}✗ found two parts/)
  expect(json(answer)).toMatchObject({ reasons: [{ code: 'malformed' }], header: null })
})

test('TERM1, TERM2, TERM3: hostile claims are text, and the token is nowhere', async () => {
  const token = await signed(
    { ...good, sub: HOSTILE, iss: HOSTILE, aud: [HOSTILE], scope: [HOSTILE] },
    { kid: HOSTILE },
  )
  const any = catalogOf({ ...SAMPLE, token: { issuer: 'any', audience: 'any' } })
  for (const answer of [await answerOf(token), await answerOf(token, any)]) {
    const shown = text(answer, plain)
    const line = jsonLine(json(answer))
    expect(unsafeIn(shown + line)).toEqual([])
    expect(shown.split('\n').some((each) => each.startsWith('PASS'))).toBe(false)
    expect(shown + line).not.toContain(token)
    expect(() => JSON.parse(line)).not.toThrow()
  }
})
