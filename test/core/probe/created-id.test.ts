import { expect, test } from 'vitest'
import type { Fixture } from '../../../src/core/catalog/model.js'
import { createdId } from '../../../src/core/probe/created-id.js'

const fixture = { id: '/data/id', remove: { template: '/a/{id}' }, param: 'id' } as Fixture
const idIn = (id: string) =>
  createdId(fixture, {
    ...{ status: 201, challenge: undefined, type: undefined },
    body: `{"data":{"id":${id}}}`,
  })

test.each([
  ['7', '7'],
  ['"x y"', 'x y'],
  ['"\\ud83d\\ude00"', '😀'],
  // Half of a pair: no URL can contain it.
  ['"\\ud800"', undefined],
  ['""', undefined],
  ['1.5', undefined],
  ['null', undefined],
])('the id %s is %j', (written, expected) => {
  expect(idIn(written)).toBe(expected)
})
