import { expect, test } from 'vitest'
import {
  type Answers,
  learnProfile,
  requireTable,
  type Tried,
} from '../../../src/core/as-server/learn.js'

const SCOPES: readonly Tried[] = [
  { what: 'scopes as an array', conditions: [], status: 200 },
  { what: 'scopes empty', conditions: [], status: 403 },
]
const REFUSED = [401, 403].map((status) => ({
  status,
  answers: {
    ...{ good: 200, noToken: 401, head: 200, leeway: 0, publicBad: undefined },
    odd: [
      ...SCOPES,
      { what: 'another signature', conditions: ['bad-signature'], status: 401 },
      { what: '`exp` an hour ago', conditions: ['expired'], status },
      { what: 'no `jti`', conditions: ['bad-claim/jti-missing'], status: 200 },
      {
        what: 'a payload that is an array',
        conditions: ['malformed/payload-type', 'bad-claim/jti-missing'],
        status,
      },
    ],
  } satisfies Answers,
}))

test.each(REFUSED)('a token that is answered $status was not accepted', ({ status, answers }) => {
  const { token } = learnProfile(answers, { scopeClaims: undefined })
  expect(token.accepts).toEqual(['bad-claim/jti-missing'])
  expect(token.statuses).toEqual(
    status === 401 ? [] : [{ status, if: ['malformed/payload-type', 'expired'] }],
  )
})

const problem = (what: string, status: number): string => {
  try {
    requireTable('http://localhost/items', { odd: [...SCOPES, { what, conditions: [], status }] })
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('what a table cannot say', () => {
  expect(problem('`exp` null', 302)).toBe('learn-status')
  expect(problem('scopes null', 200)).toBe('learn-no-scopes')
  expect(problem('`exp` null', 500)).toBe('')
})
