import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { catalogOf, place, placesIn, problemsOf } from './support.js'

const IGNORES = `scopes: { read: '' }
lint:
  ignore:
    - { rule: unused-scope, name: read, reason: 'for later' }
    - { rule: empty-role, name: '*', reason: REASON }
`

test('findings to ignore, with the places of rule and name', () => {
  const read = parseCatalog(readYaml('scopes.yaml', IGNORES))
  if (!read.ok) return expect.unreachable()
  expect(read.value.ignores).toMatchObject([
    {
      rule: 'unused-scope',
      name: 'read',
      at: { rule: { line: 4, column: 15 }, name: { line: 4, column: 35 } },
    },
    { rule: 'empty-role', name: '*', at: { rule: { line: 5 }, name: { line: 5 } } },
  ])
  expect(catalogOf({ scopes: {} }).ignores).toEqual([])
})

test('each needs a reason', () => {
  expect(placesIn(IGNORES.replace('REASON', "' '"))).toEqual(["blank-reason 5:46 ' '"])
})

test('a lifetime of more than a day is noted', () => {
  const notes = (lifetime: string | undefined) => {
    const read = parseCatalog(sourceOf({ scopes: {}, token: { lifetime } }))
    return read.ok ? read.notes.map(({ code, args }) => ({ code, args })) : expect.unreachable()
  }
  expect(notes(undefined)).toEqual([])
  expect(notes('24h')).toEqual([])
  expect(notes('86401s')).toEqual([{ code: 'long-lifetime', args: { seconds: 86_401 } }])
})

test('an unknown profile is reported at the profiles, with the nearest one', () => {
  const text = 'scopes: {}\nprofiles:\n  staging: {}\n'
  const read = parseCatalog(readYaml('scopes.yaml', text), 'stagin')
  if (read.ok) return expect.unreachable()
  expect(read.problems.map(place)).toEqual(['unknown-profile 2:1 profiles'])
  expect(problemsOf({ scopes: {}, profiles: { staging: {} } }, 'stagin')).toEqual([
    'unknown-profile {"profile":"stagin","suggestion":"staging"}',
  ])
})

test('what is wrong in a profile is reported there', () => {
  const text = 'scopes: {}\nprofiles:\n  staging: { lifetime: soon }\n'
  expect(placesIn(text)).toEqual(['bad-duration 3:24 soon'])
})
