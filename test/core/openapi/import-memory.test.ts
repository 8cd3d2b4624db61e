import { expect, test } from 'vitest'
import { importOf, oauth } from './support.js'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** All objects that can be reached from a value. */
function objectsIn(value: unknown, found = new Set<object>()): Set<object> {
  if (!isObject(value) || found.has(value)) return found
  found.add(value)
  const entries = value instanceof Map ? [...value].flat() : Object.values(value)
  const members = value instanceof Set ? [...value] : entries
  for (const each of members) objectsIn(each, found)
  return found
}

test('an import refers to no operation of the document, so that a large one can be forgotten', () => {
  const get = { operationId: 'x', responses: {}, security: [{ oauth: ['read'] }] }
  const document = {
    openapi: '3.1.0',
    paths: { '/x': { get }, '/y': { $ref: '#/x-item' } },
    'x-item': { post: { ...get } },
    components: { securitySchemes: { oauth: oauth({ read: '' }) } },
  }
  const kept = objectsIn(importOf(document))
  const shared = [...objectsIn(document.paths), ...objectsIn(document['x-item'])]
  expect(kept.size).toBeGreaterThan(10)
  expect(shared.filter((each) => kept.has(each))).toEqual([])
})

test('operations behind one reference have one definition, and others have their own', () => {
  const document = {
    openapi: '3.1.0',
    paths: { '/a': { $ref: '#/x-item' }, '/b': { $ref: '#/x-item' }, '/c': { get: {} } },
    'x-item': { get: {} },
  }
  const [a, b, c] = importOf(document).routes.map(({ definition }) => definition)
  expect(a).toBe(b)
  expect(c).not.toBe(a)
})
