import { describe, expect, test } from 'vitest'
import { type Location, problem } from '../../src/core/problem.js'
import { renderError, renderNote } from '../../src/report/problem.js'
import { styleFor } from '../../src/report/style.js'

const style = await styleFor({ color: false, utf8: true, columns: undefined })
const terminal = await styleFor({ color: false, utf8: true, columns: 80 })
const at = (text: string, column: number, length = 1): Location => ({
  file: 'scopes.yaml',
  line: 31,
  column,
  length,
  text,
})
const render = (where?: Location, on = style) =>
  renderError(
    problem('unknown-topic', { topic: 'fils', topics: [], suggestion: 'files' }, where),
    on,
  )

test('message, location, line, caret, hint', () => {
  expect(render(at('    scopes: [write, user:delete]', 21, 11))).toBe(
    [
      'error[unknown-topic]: no help topic `fils`',
      '  scopes.yaml:31:21',
      '   31 |     scopes: [write, user:delete]',
      '      |                     ^^^^^^^^^^^',
      'hint: did you mean `files`?',
      '',
    ].join('\n'),
  )
  expect(render()).toBe('error[unknown-topic]: no help topic `fils`\nhint: did you mean `files`?\n')
})

/** The text above the carets. */
function underlined(text: string, column: number, length = 1, on = style): string {
  const [, , line = '', carets = ''] = render(at(text, column, length), on).split('\n')
  return line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)
}

test('the caret is under what is meant', () => {
  expect(underlined('\tread: x', 2, 4)).toBe('read')
  expect(underlined('a\u001bb: x', 3)).toBe('b')
  expect(underlined('a\u001bb: x', 2)).toBe('\\u{1b}')
  // A letter with two columns, and one with two UTF-16 units: carets count terminal columns.
  expect(render(at('日本 x', 4))).toContain('\n      |      ^\n')
  expect(render(at('😀 x', 4))).toContain('\n      |    ^\n')
})

test('past the end, and on an empty line, there still is a caret', () => {
  expect(render(at('read:', 6))).toContain('\n      |      ^\n')
  expect(render(at('', 1))).toContain('\n   31 |\n      | ^\n')
})

describe.each([1, 40, 5_000, 19_997])('a line that is too long, at column %i', (column) => {
  const text = `${'x'.repeat(column - 1)}here${'y'.repeat(20_000)}`.slice(0, 20_000)
  test('fits a terminal', () => {
    expect(underlined(text, column, 4, terminal)).toBe('here')
    for (const line of render(at(text, column, 4), terminal).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(80)
    }
  })
  test('is cut in a pipe only far from the caret, which the marks show', () => {
    expect(underlined(text, column, 4)).toBe('here')
    const shown =
      render(at(text, column, 4))
        .split('\n')[2]
        ?.slice(8) ?? ''
    const [before = '', after = ''] = shown.split('here')
    expect(before).toBe(column > 4_000 ? `…${'x'.repeat(4_000)}` : 'x'.repeat(column - 1))
    expect(after).toBe(column > 10_000 ? '' : `${'y'.repeat(3_997)}…`)
  })
})

test('in a pipe, a line is whole', () => {
  const text = `roles: { editor: { scopes: [${'read, '.repeat(600)}wirte] } }`
  expect(render(at(text, text.indexOf('wirte') + 1, 5))).toContain(`\n   31 | ${text}\n`)
})

test('a secret stays covered where the part that is shown begins or ends', () => {
  const secret = 'Zm9vYmFy'.repeat(2_000)
  const text = `{ "a": "${secret}", "role": "x" }`
  for (const column of [2, 4_010, 12_000, text.indexOf('"x"') + 1])
    expect(render(at(text, column))).not.toMatch(/Zm9v|YmFy/)
})

test('notes are labelled as notes', () => {
  expect(renderNote(problem('unexpected-value', { flag: '-x' }), style)).toBe(
    'note: `-x` does not take a value\n',
  )
  expect(renderNote(problem('unexpected-value', { flag: '-x' }), style, true)).toBeUndefined()
})
