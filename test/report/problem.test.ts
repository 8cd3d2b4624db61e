import { expect, test } from 'vitest'
import { type Location, problem } from '../../src/core/problem.js'
import { renderError, renderNote } from '../../src/report/problem.js'
import { styleFor } from '../../src/report/style.js'

const style = await styleFor({ color: false, utf8: true, columns: undefined })
const at = (text: string, column: number, length = 1): Location => ({
  file: 'scopes.yaml',
  line: 31,
  column,
  length,
  text,
})
const render = (where?: Location) =>
  renderError(
    problem('unknown-topic', { topic: 'fils', topics: [], suggestion: 'files' }, where),
    style,
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
function underlined(text: string, column: number, length = 1): string {
  const [, , line = '', carets = ''] = render(at(text, column, length)).split('\n')
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

test.each([1, 40, 5_000, 9_996])('a line that is too long is shown around column %i', (column) => {
  const text = `${'x'.repeat(column - 1)}here${'y'.repeat(10_000)}`.slice(0, 10_000)
  expect(underlined(text, column, 4)).toBe(text.slice(column - 1, column + 3))
  for (const line of render(at(text, column, 4)).split('\n')) {
    expect(line.length).toBeLessThanOrEqual(80)
  }
})

test('notes are labelled as notes', () => {
  expect(renderNote(problem('unexpected-value', { flag: '-x' }), style)).toBe(
    'note: `-x` does not take a value\n',
  )
  expect(renderNote(problem('unexpected-value', { flag: '-x' }), style, true)).toBeUndefined()
})
