import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/io/yaml-source.js'
import { placesOf } from './support.js'

const read = (text: string) => readYaml('scopes.yaml', text)

describe('locate', () => {
  const source = read(
    'roles:\n  editor:\n    scopes: [read, write]\n    extends:\n  x: "y"\nlist:\n  - a: 1\n',
  )
  test.each([
    [['roles', 'editor'], 'key', '2:3+6'],
    [['roles', 'editor', 'scopes', 1], 'value', '3:20+5'],
    [['roles', 'x'], 'value', '5:6+3'],
    [['roles', 'x'], 'key', '5:3+1'],
    [['list', 0], 'value', '7:5+4'],
    [['list', 0, 'a'], 'key', '7:5+1'],
  ] as const)('%j %s', (path, part, place) => {
    const at = source.locate(path, part)
    expect(`${at?.line}:${at?.column}+${at?.length}`).toBe(place)
  })

  test('a block has the location of its name, and so does a value that is not written', () => {
    expect(source.locate(['roles'])).toMatchObject({ line: 1, column: 1, length: 5 })
    expect(source.locate(['roles', 'editor', 'extends'])).toMatchObject({
      line: 4,
      column: 5,
      length: 7,
    })
  })

  test('something missing has the location of its nearest ancestor', () => {
    expect(source.locate(['roles', 'editor', 'nope', 3], 'key')).toMatchObject({
      line: 2,
      text: '  editor:',
    })
    expect(source.locate(['roles', '__proto__'])).toMatchObject({ line: 1 })
    expect(source.locate([])).toMatchObject({ line: 1, column: 1 })
  })
})

describe('what parsers read differently', () => {
  test.each([
    ['a question mark in braces', 'a: { ?b: 1 }\n', ['1:6+2 yaml-ambiguous']],
    ['in brackets', 'a: [?b, x]\n', ['1:5+2 yaml-ambiguous']],
    ['as a value', 'a: { b: ?c }\n', ['1:9+2 yaml-ambiguous']],
    ['a name without a value', 'a: { b:, c: 1 }\n', ['1:6+1 yaml-ambiguous']],
    ['without a colon', 'a: { b, c: 1 }\n', ['1:6+1 yaml-ambiguous']],
    ['a colon before a bracket', 'a: [b:]\n', ['1:5+1 yaml-ambiguous']],
    ['two colons', 'a: [b::, c]\n', ['1:5+2 yaml-ambiguous']],
    ['a block text up to the end of the file', 'a: |\n  b', ['1:4+1 yaml-ambiguous']],
    ['a folded one', 'a: >\n  b\n  c', ['1:4+1 yaml-ambiguous']],
  ])('%s', async (_what, text, places) => {
    expect(await placesOf(() => read(text))).toEqual(places)
  })

  test('nothing is refused if they agree', () => {
    const text = 'b: { c: null, d: ~, e: "", f: [] }\ng: ["?x", "b:"]\nh:\ni: ?x\n'
    expect(read(text).value).toEqual({
      b: { c: null, d: null, e: '', f: [] },
      g: ['?x', 'b:'],
      h: null,
      i: '?x',
    })
    expect(read('a: |-\n  b').value).toEqual({ a: 'b' })
    expect(read('a: |\n  b\n').value).toEqual({ a: 'b\n' })
  })
})
