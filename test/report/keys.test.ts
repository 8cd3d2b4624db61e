import { expect, test } from 'vitest'
import type { KeysAnswer } from '../../src/core/answer.js'
import { problem } from '../../src/core/problem.js'
import { jsonLine } from '../../src/report/escape.js'
import { text as initText } from '../../src/report/init.js'
import { json as jwksJson, text as jwksText } from '../../src/report/jwks.js'
import { json, text } from '../../src/report/keys.js'
import { text as unaskedText } from '../../src/report/unasked.js'
import { HOSTILE, plain, unsafeIn, widest } from './sample.js'

const KID = 'QZbWxB4k386Hd1NA604QdtKezN3rm2W5IZlQHEc-mSY'
const key = { kid: KID, algorithm: 'ES256', created: '2026-11-24T07:36:00.000Z', signs: true }
const old = { ...key, kid: `-${KID.slice(1)}`, signs: false }
const base = {
  kind: 'keys',
  outcome: 'yes',
  kid: KID,
  where: '.scopectl',
  notes: [],
  files: {},
} as const

test.each(['new', 'list', 'rotate', 'remove'] as const)(
  'keys %s: kids whole, within the columns',
  (did) => {
    const answer: KeysAnswer = { ...base, did, keys: [old, key] }
    const shown = text(answer, plain)
    expect(widest(shown)).toBeLessThanOrEqual(80)
    expect(shown).toContain(
      `  ${old.kid}  ES256  2026-11-24  verifies\n  ${KID}  ES256  2026-11-24  signs\n`,
    )
    expect(json(answer)).toMatchObject({ did, keys: [old, key] })
  },
)

test('what can be removed after a rotation; none yet', () => {
  expect(text({ ...base, did: 'rotate', keys: [old, key] }, plain)).toContain(
    `next: scopectl keys remove ${old.kid}\n`,
  )
  expect(text({ ...base, did: 'list', kid: undefined, keys: [] }, plain)).toBe(
    'no key in .scopectl\nnext: scopectl keys new\n',
  )
})

test('a JWK set is a document in both formats', () => {
  const answer = {
    kind: 'jwks',
    outcome: 'yes',
    keys: [{ kty: 'EC', kid: HOSTILE }],
    notes: [],
    files: {},
  } as const
  expect(JSON.parse(jwksText(answer))).toEqual({ keys: answer.keys })
  expect(jwksJson(answer)).toEqual({ keys: answer.keys })
  expect(unsafeIn(jwksText(answer))).toEqual([])
})

test('init: the files, then what to try', () => {
  const answer = {
    kind: 'init',
    outcome: 'yes',
    written: ['scopes.yaml', 'users.yaml'],
    next: ['scopectl can --user a'],
    notes: [],
    files: {},
  } as const
  expect(initText(answer, plain)).toBe(
    '2 files written\n  scopes.yaml\n  users.yaml\nnext: scopectl can --user a\n',
  )
})

test('TERM1: one line, whatever it contains', () => {
  const problems = [
    problem('no-route', { route: HOSTILE, suggestion: HOSTILE }),
    problem('batch-line', { why: { is: 'not-object' } }),
  ]
  const answer = {
    kind: 'unasked',
    outcome: 'notAsked',
    line: 3,
    problems,
    notes: [],
    files: {},
  } as const
  expect(unaskedText(answer, plain).match(/\n/g)).toHaveLength(1)
  const keys: KeysAnswer = {
    ...base,
    did: 'remove',
    kid: HOSTILE,
    where: HOSTILE,
    keys: [{ ...key, kid: HOSTILE, created: HOSTILE }],
  }
  expect(unsafeIn(text(keys, plain) + jsonLine(json(keys)))).toEqual([])
})
