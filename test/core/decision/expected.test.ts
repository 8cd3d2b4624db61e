import { describe, expect, test } from 'vitest'
import { surplusOver } from '../../../src/core/decision/at-most.js'
import { challengeFor } from '../../../src/core/decision/challenge.js'
import { decide } from '../../../src/core/decision/decide.js'
import {
  EXPECTATIONS,
  type Expectation,
  isVerdict,
  meets,
  readExpectation,
} from '../../../src/core/decision/expect.js'
import { heldBy, NO_TOKEN, type Presented } from '../../../src/core/decision/presented.js'
import { askNeed } from '../../../src/core/decision/question.js'
import type { JsonObject } from '../../../src/core/token/model.js'
import { accepted } from '../../support/claims-generators.js'
import { answer, CATALOG, catalogWith, rejected } from './decide-world.js'

describe('DEC11: expect', () => {
  const met = (presented: Presented, route = 'GET /items/') =>
    EXPECTATIONS.filter((each: Expectation) => meets(answer(route, presented), each, true))
  test('exactly the verdict, or the leading reason', () => {
    expect(met(NO_TOKEN)).toEqual(['deny', '401', 'no-token'])
    expect(met(rejected)).toEqual(['deny', '401', 'expired'])
    expect(met(accepted({}))).toEqual(['deny', '403', 'insufficient_scope'])
    expect(met(accepted({ scope: 'read' }))).toEqual(['allow', '200'])
  })
  test('words', () => {
    expect(readExpectation('403')).toEqual({ ok: true, value: '403' })
    for (const text of ['', '404', 'Deny', 'toString', 'insufficient-scope'])
      expect(readExpectation(text).ok).toBe(false)
    expect(readExpectation('alow')).toEqual({ ok: false, suggestion: 'allow' })
  })
  test('a verdict is not a reason', () => {
    expect(EXPECTATIONS.filter(isVerdict)).toEqual(['allow', 'deny', '200', '401', '403'])
  })
})

describe('at most', () => {
  const surplus = (claims: JsonObject, limit: string[], token = {}) => {
    const catalog = catalogWith(token)
    return surplusOver(catalog, heldBy(catalog, accepted(claims)), limit)
  }
  test('what the token itself carries, including undeclared names, within the closed limit', () => {
    expect(surplus({ scope: 'users:read' }, ['admin'])).toEqual([])
    expect(surplus({ scope: 'admin' }, ['users:read', 'users:delete'])).toEqual(['admin'])
    expect(surplus({ scope: 'read odd READ' }, ['read'])).toEqual(['odd', 'READ'])
    expect(surplus({ roles: ['editor'] }, ['read'], { role_claim: 'roles' })).toEqual(['write'])
    expect(surplus({}, ['read'])).toEqual([])
    expect(() => surplus({}, ['raed'])).toThrow('no-such-scope')
  })
})

test('DEC10: a challenge contains only what RFC 6750 defines', () => {
  expect(challengeFor(null, [])).toBe('Bearer')
  expect(challengeFor(null, ['a', 'b'])).toBe('Bearer scope="a b"')
  expect(challengeFor('invalid_token', [])).toBe('Bearer error="invalid_token"')
  expect(decide(CATALOG, askNeed(CATALOG, ['read write'], true), accepted({}))).toMatchObject({
    challenge: 'Bearer error="insufficient_scope", scope="read"',
  })
})
