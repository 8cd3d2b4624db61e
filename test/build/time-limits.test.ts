import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import config from '../../vitest.config.js'

// A busy machine must not fail a test: no limit on the clock is near what a test needs (vitest.config.ts).

const limit = (config as { test: { testTimeout: number } }).test.testTimeout
/** Without the tests of real servers, which have a configuration of their own. */
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/^interop\b/.test(name))
  .map((name) => ({ name, text: readFileSync(join('test', name), 'utf8') }))

test('no test has a shorter limit than all others', () => {
  expect(files.length).toBeGreaterThan(300)
  const shorter = files.flatMap(({ name, text }) =>
    [...text.matchAll(/\{ timeout: ([\d_]+) ?\}|^ *\}, ([\d_]{4,})\)$/gm)]
      .filter(([, first, second = '']) => Number((first ?? second).replaceAll('_', '')) < limit)
      .map(([line]) => `${name}: ${line}`),
  )
  expect(shorter).toEqual([])
})

/** These read the clock to report it, to wait with a limit for all (ask.ts: a minute for an answer), or to kill at a moment. */
const MAY_READ_CLOCK = [
  'fuzz/ask.ts',
  'fuzz/targets.fuzz.ts',
  'io/support.ts',
  'support/kill-scene.ts',
  'support/random-kills.ts',
]

test('work is measured in CPU time, not on the clock', () => {
  const onClock = files.filter(({ text }) =>
    /(?<!')\b(?:performance\.now|hrtime)\b(?!')|expect\(Date\.now\(\) - [^)]*\)\.toBeLessThan/.test(
      text,
    ),
  )
  const names = onClock.map(({ name }) => name.replaceAll('\\', '/'))
  expect(names.filter((name) => name !== 'build/time-limits.test.ts').sort()).toEqual(
    MAY_READ_CLOCK,
  )
})
