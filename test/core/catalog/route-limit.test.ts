import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'

const catalogOf = (count: number) => {
  const names = Array.from({ length: count }, (_, i) => [`GET /a${i}`, 'public'])
  return parseCatalog(sourceOf({ scopes: {}, routes: Object.fromEntries(names) }))
}

test('a catalog has at most 100,000 routes', () => {
  expect(catalogOf(100_000)).toMatchObject({ ok: true })
  expect(catalogOf(100_001)).toEqual({
    ok: false,
    problems: [
      { code: 'too-many-routes', args: { count: 100_001, limit: 100_000 }, at: undefined },
    ],
    partial: undefined,
  })
})
