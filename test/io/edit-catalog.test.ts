import { describe, expect, test } from 'vitest'
import { editCatalog } from '../../src/io/edit-catalog.js'
import { readYaml } from '../../src/io/yaml-source.js'

const LONG = 'https://www.example.com/auth/a-scope-with-a-long-name-that-leaves-little-room'
const VALUES: readonly (readonly [string, unknown])[] = [
  ['a level', 'public'],
  ['a scope', LONG],
  ['a scope that needs quotes in braces', 'a,b{c}'],
  ['many scopes', Array.from({ length: 20 }, (_, i) => `scope-${i}`).join(' ')],
  ['a list that fits on a line', { any: ['read', 'write'] }],
  ['a list of several lines', { any: [LONG, { all: [LONG, { scheme: 'Key', scopes: ['x,y'] }] }] }],
]
/** `REQUIREMENT` is replaced; the route after it must stay as it is. */
const LAYOUTS: readonly (readonly [string, string])[] = [
  ['beside the name', 'GET /a: read'],
  ['with a comment', 'GET /a: read # why'],
  ['in braces', 'GET /a: { any: [read, write] }'],
  ['a block', 'GET /a:\n    any:\n      - read\n      - write'],
  ['a block with a comment', 'GET /a: # why\n    any:\n      - read # one\n      - write # two'],
  ['a block below a comment', 'GET /a:\n    # why\n    any:\n      - read\n      - write'],
  ['a block with a larger indentation', 'GET /a:\n        any:\n            - read'],
  ['folded', 'GET /a: >-\n    read\n    write'],
  ['on a line of its own', 'GET /a:\n    read'],
  ['needs, in braces', 'GET /a: { needs: read, description: One }'],
  ['needs, in braces on several lines', 'GET /a: {\n    needs: read,\n    description: One }'],
  ['needs', 'GET /a:\n    needs: read # why\n    description: One'],
  ['needs, a block', 'GET /a:\n    needs:\n      any:\n        - read\n    description: One'],
]

describe('a changed requirement in a catalog', () => {
  for (const [layout, route] of LAYOUTS) {
    for (const [what, value] of VALUES) {
      test(`${layout} becomes ${what}`, () => {
        const head = 'version: 1\nroutes:\n  GET /before: read # kept\n'
        const tail = '\n\n  # of the next one\n  GET /after: write\n'
        const edits = [{ kind: 'demand', name: 'GET /a', value } as const]
        const text = editCatalog(`${head}  ${route}${tail}`, edits, 'scopes.yaml')
        expect(text.startsWith(head)).toBe(true)
        expect(text.endsWith(tail)).toBe(true)
        const { routes } = readYaml('scopes.yaml', text).value as {
          routes: Record<string, unknown>
        }
        const needs = route.includes('needs:')
        expect(routes['GET /a']).toEqual(needs ? { needs: value, description: 'One' } : value)
        if (route.includes('# why')) expect(text).toContain('# why')
      })
    }
  }
})

describe('more scopes for a role in a catalog', () => {
  const edit = { kind: 'role-scopes', name: 'a', value: ['read', 'write'] } as const
  test.each([
    ['a block', 'a:\n    scopes:\n      - read # one\n    default: true'],
    ['in braces', 'a: { scopes: [read], default: true } # why'],
    ['a list on a line', 'a:\n    scopes: [read] # why\n    default: true'],
    ['without scopes', 'a: { default: true }'],
    ['without anything', 'a: {}'],
  ])('%s', (_what, role) => {
    const text = `# head\nroles:\n  ${role}\n  b: { scopes: [read] } # kept\n`
    const after = editCatalog(text, [edit], 'scopes.yaml')
    const { roles } = readYaml('scopes.yaml', after).value as { roles: Record<string, object> }
    const isDefault = role.includes('default')
    expect(roles['a']).toEqual({
      scopes: ['read', 'write'],
      ...(isDefault ? { default: true } : {}),
    })
    expect(roles['b']).toEqual({ scopes: ['read'] })
    expect(after.startsWith('# head\n') && after.endsWith('# kept\n')).toBe(true)
  })

  test('in JSON', () => {
    const text = '{"roles":{"a":{"scopes":["read"]},"b":{}}}'
    const after = editCatalog(text, [edit], 'scopes.json')
    expect(JSON.parse(after)).toEqual({ roles: { a: { scopes: ['read', 'write'] }, b: {} } })
  })
})
