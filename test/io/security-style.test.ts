import { describe, expect, test } from 'vitest'
import { editYaml } from '../../src/io/edit-yaml.js'

const NEW = [{ oauth: ['read', 'write'] }, { key: [] }]

/** The lines of `/a`, after its `security` got a new value; `/b` shows how the document writes it. */
function written(own: string, example: string): string {
  const head = 'openapi: 3.0.0\npaths:\n  /a:\n    get:\n'
  const foot = `  /b:\n    get:\n${example}`
  const edit = { pointer: ['paths', '/a', 'get', 'security'], value: NEW }
  const { text, unplaced } = editYaml(`${head}${own}${foot}`, [edit])
  expect(unplaced).toEqual([])
  expect(text.startsWith(head)).toBe(true)
  expect(text.endsWith(foot)).toBe(true)
  return text.slice(head.length, text.length - foot.length)
}

const BLOCK = '      security:\n        - oauth:\n            - read\n'
const PYYAML = '      security:\n      - oauth:\n        - read\n'
const FLOW = '      security: [{oauth: [read]}]\n'
const QUOTED = '      "security":\n        - "oauth": [ "read" ]\n'

describe('a list is written like the one that it replaces, and where that shows nothing, like others', () => {
  test.each([
    ['an empty list of scopes', '      security:\n        - oauth: []\n', BLOCK],
    ['another scheme only', '      security:\n        - key: []\n', BLOCK],
    ['an empty list', '      security: []\n', BLOCK],
    ['no list', '      tags: [one]\n', BLOCK],
    ['an empty alternative', '      security:\n        - {}\n', BLOCK],
  ])('%s, in blocks', (_, own, example) => {
    const block =
      '      security:\n        - oauth:\n            - read\n            - write\n        - key: []\n'
    expect(written(own, example).replace('      tags: [one]\n', '')).toBe(block)
  })
  test.each([
    ['an empty list of scopes', '      security:\n      - oauth: []\n', PYYAML],
    ['an empty list', '      security: []\n', PYYAML],
  ])('%s, in blocks without indentation', (_, own, example) => {
    expect(written(own, example)).toBe(
      '      security:\n      - oauth:\n        - read\n        - write\n      - key: []\n',
    )
  })
  test.each([
    ['an empty list in brackets', '      security: [{oauth: []}]\n', BLOCK],
    ['an empty list', '      security: []\n', FLOW],
  ])('%s, in brackets', (_, own, example) => {
    expect(written(own, example)).toBe('      security: [{oauth: [read, write]}, {key: []}]\n')
  })
  test('braces in a block', () => {
    expect(written('      security:\n        - {oauth: []}\n', BLOCK)).toBe(
      '      security:\n        - {oauth: [read, write]}\n        - {key: []}\n',
    )
  })
  test('quotes', () => {
    expect(written('      "security":\n        - "key": []\n', QUOTED)).toBe(
      '      "security":\n        - "oauth": [ "read", "write" ]\n        - "key": []\n',
    )
  })
})
