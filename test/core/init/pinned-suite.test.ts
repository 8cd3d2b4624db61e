import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { hasPinnedSuite, pinnedSuite } from '../../../src/core/init/pinned-suite.js'
import { sourceOf } from '../../../src/core/source.js'

test.each([
  [{}],
  [{ 'GET /x': 'undecided' }],
  [{ 'GET /x': 'public' }],
  [{ 'GET /x': 'authenticated' }],
  [{ 'GET /x': 'undecided', 'GET /y': 'read' }],
  [{ 'GET /x': { any: [{ scheme: 'key' }] } }],
])('%j has a pinned suite exactly if one can be made', (routes) => {
  const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read' }, routes }))
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
  expect(hasPinnedSuite(catalog.value)).toBe(pinnedSuite(catalog.value) !== undefined)
})
