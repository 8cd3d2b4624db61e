import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { prefixText, readPrefix, schemeFile } from '../../../src/core/catalog/read-openapi.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { catalogOf, placesIn, problemsOf } from './support.js'

const settings = (openapi?: unknown) => catalogOf({ scopes: {}, openapi }).openapi

test('how the document is read', () => {
  const unset = { optional: undefined, root: undefined, unstated: undefined }
  const at = { ...unset, scheme: undefined, base_path: undefined, any_of: undefined }
  const none = { ...unset, schemes: [], prefix: undefined, anyOf: false }
  expect(settings()).toEqual({ ...none, written: {}, at })
  const how = { optional: 'ignore', root: '..', unstated: 'public' }
  const all = { ...how, scheme: 'OAuth2', base_path: '/api/', any_of: true }
  expect(settings(all)).toEqual({
    ...how,
    schemes: ['OAuth2'],
    prefix: '/api',
    anyOf: true,
    written: all,
    at,
  })
  expect(settings({ scheme: ['A', 'B'] }).schemes).toEqual(['A', 'B'])
})

test('with the place of each setting', () => {
  const text = `scopes: {}
openapi:
  scheme: OAuth2
  base_path: /api
  optional: public
  root: .
`
  const read = parseCatalog(readYaml('scopes.yaml', text))
  if (!read.ok) return expect.unreachable()
  expect(read.value.openapi.at).toMatchObject({
    scheme: { line: 3 },
    base_path: { line: 4 },
    optional: { line: 5 },
    root: { line: 6 },
  })
  expect(placesIn(text.replace('/api', 'api'))).toEqual(['openapi-bad-prefix 4:14 api'])
})

test('a prefix is a path, without a slash at its end', () => {
  expect(['/', '/api', '/api/', '/a/b/'].map(readPrefix)).toEqual(['', '/api', '/api', '/a/b'])
  expect(['', '/api'].map(prefixText)).toEqual(['/', '/api'])
  const [found] = problemsOf({ scopes: {}, openapi: { base_path: '/a//b' } })
  expect(found).toMatch(
    /^openapi-bad-prefix \{"prefix":"\/a\/\/b","why":\{.*\},"by":"base_path"\}$/,
  )
})

test('several schemes are written as a list', () => {
  expect(schemeFile([])).toBeUndefined()
  expect(schemeFile(['A'])).toBe('A')
  expect(schemeFile(['A', 'B'])).toEqual(['A', 'B'])
})
