import { expect, test } from 'vitest'
import { problem } from '../../src/core/problem.js'
import { TextLines } from '../../src/io/text-lines.js'
import { renderErrors } from '../../src/report/problem.js'
import { styleFor } from '../../src/report/style.js'
import { cpuTimer } from '../support/cpu-time.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const style = await styleFor({ color: false, utf8: true, columns: undefined })
const MISTAKES = 30_000

/** A list on one line, with a mistake at each item. */
function mistakes(prefix: string) {
  const lines = new TextLines('scopes.yaml', `${prefix}[${'0,'.repeat(MISTAKES)}0]`)
  const args = { key: 'a', expected: 'string', received: '0', keys: [] }
  return Array.from({ length: MISTAKES }, (_, i) =>
    problem('wrong-shape', args, lines.at(prefix.length + 1 + 2 * i)),
  )
}

test('thousands of mistakes in one line: each is named, and the line is shown for the first twenty', () => {
  const spent = cpuTimer()
  const text = renderErrors(mistakes(''), style)
  expect(spent()).toBeLessThan(8000) // 0.5 s alone; minutes if the whole line is examined for each
  expect(text.match(/^error\[wrong-shape\]/gm)).toHaveLength(MISTAKES)
  expect(text.match(/^ +\| +\^$/gm)).toHaveLength(20)
  expect(text).toContain(`scopes.yaml:1:${2 * MISTAKES}\n`)
})

test('what may be a secret is covered in a long line, within 4,000 characters of its name', () => {
  for (const one of mistakes('password: ').slice(0, 1900)) {
    expect(renderErrors([one], style).split('\n')[0]).toContain('`***`')
  }
})

test('warnings of lint, which are shown without their line, do not count', async () => {
  const scopes = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, 'Unused']))
  const catalog = JSON.stringify({ scopes, routes: { 'GET /a': 'undecided' } })
  const cwd = tempDir({ 'scopes.json': catalog })
  const { stdout } = await scopectlHere(['lint', '-c', 'scopes.json'], { cwd })
  expect(stdout.match(/unused-scope$/gm)?.length).toBeGreaterThan(20)
  expect(stdout.match(/^ +\| +\^+$/gm)).toHaveLength(1)
})
