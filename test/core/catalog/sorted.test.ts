import { expect, test } from 'vitest'
import { sorted } from '../../../src/core/catalog/sorted.js'
import { catalogOf } from './support.js'

test('declared names in the order of the catalog, others after them by name', () => {
  const catalog = catalogOf({ scopes: { write: '', read: '', admin: '' } })
  expect(sorted(catalog, new Set(['z', 'admin', 'b', 'write']))).toEqual([
    'write',
    'admin',
    'b',
    'z',
  ])
  expect(sorted(catalog, new Set())).toEqual([])
})
