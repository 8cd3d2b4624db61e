import { expect, test } from 'vitest'
import { type Answers, learnProfile } from '../../../src/core/as-server/learn.js'

const tried = (what: string, status: number) => ({ what, status, conditions: [] })
const learned = (forbidden: number, wrongType: number) =>
  learnProfile(
    {
      ...{ noToken: 401, publicBad: undefined, head: 200, leeway: 0 },
      odd: [
        tried('scopes empty', forbidden),
        tried('scopes as a string', 200),
        tried('scopes a number', wrongType),
        { what: 'bad', status: 401, conditions: ['bad-signature'] },
      ],
    } as unknown as Answers,
    { scopeClaims: ['scope'] },
  ).scopes

test('a scope claim of the wrong type that gets 403 is a token without scopes', () => {
  const { readers, always } = learned(403, 403)
  expect([readers[0]?.other, always]).toEqual(['none', false])
})

test('where a missing scope gets 401 too, it may be a bad token, and is refused on every route', () => {
  const { readers, always } = learned(401, 401)
  expect([readers[0]?.other, always]).toEqual([401, true])
})
