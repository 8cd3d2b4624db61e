import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { count, judgeWhole } from '../../../src/core/suite/run.js'
import { github as githubParts } from '../../../src/report/suite/github.js'
import { json } from '../../../src/report/suite/json.js'
import { summary } from '../../../src/report/suite/summary.js'
import { tap as tapParts } from '../../../src/report/suite/tap.js'
import { text as textParts } from '../../../src/report/suite/text.js'
import { realTokens } from '../../core/suite/present.js'
import { files, suiteOf } from '../../core/suite/support.js'
import { plain } from '../sample.js'
import { answerOf, HOSTILE } from './sample.js'

const github = (...args: Parameters<typeof githubParts>): string =>
  [...githubParts(...args)].join('')
const tap = (...args: Parameters<typeof tapParts>): string => [...tapParts(...args)].join('')
const text = (...args: Parameters<typeof textParts>): string => [...textParts(...args)].join('')

// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/

describe('TAP', () => {
  /** Reads a TAP 14 stream like a harness, line by line. */
  function read(stream: string) {
    const lines = stream.trimEnd().split('\n')
    expect(lines.shift()).toBe('TAP version 14')
    const plan = /^1\.\.(\d+)$/.exec(lines.shift() ?? '')?.[1]
    const points: { ok: boolean; name: string; skip: string | undefined; yaml: unknown }[] = []
    let bailed: string | undefined
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? ''
      const bail = /^Bail out! (.*)$/.exec(line)
      const point = /^(not )?ok (\d+) - (.*)$/.exec(line)
      if (bail) bailed = bail[1]
      else if (point) {
        expect(Number(point[2])).toBe(points.length + 1)
        // The first unescaped `#` begins the directive.
        const [, said = '', directive] =
          /^((?:[^\\#]|\\.)*)(?: ?# ?(.*))?$/.exec(point[3] ?? '') ?? []
        const skip = directive?.replace(/^SKIP /, '')
        const name = said.trimEnd().replace(/\\([\\#])/g, '$1')
        points.push({ ok: !point[1], name, skip, yaml: undefined })
      } else if (line === '  ---') {
        const end = lines.indexOf('  ...', i)
        const block = lines.slice(i + 1, end).join('\n')
        const last = points.at(-1)
        if (last) last.yaml = parse(block)
        i = end
      } else throw new Error(`no line of TAP: ${line}`)
    }
    return { plan: Number(plan), points, bailed }
  }

  test('has one test point per assertion, with the facts of a failure', async () => {
    const { plan, points, bailed } = read(tap(await answerOf()))
    expect(plan).toBe(points.length)
    expect(bailed).toBeUndefined()
    expect(points[1]).toMatchObject({
      ok: false,
      name: 'editors (role editor GET /me)',
      yaml: { expected: 'forbidden', got: 'allow', why: expect.stringContaining('GET /me') },
    })
  })

  test('TERM7: lets no name become a line, a directive or a result', async () => {
    const { plan, points } = read(tap(await answerOf(HOSTILE)))
    expect(plan).toBe(points.length)
    expect(points).toHaveLength(2 * (5 + 2 * HOSTILE.length))
    const names = points.map(({ name }) => name)
    expect(names).toContain(HOSTILE[1])
    expect(points.filter(({ skip }) => skip !== undefined)).toHaveLength(2 * HOSTILE.length)
    expect(tap(await answerOf(HOSTILE))).not.toMatch(UNSAFE)
  })

  test('shows where it was cut short', async () => {
    const { plan, points, bailed } = read(tap(await answerOf([], true)))
    expect(plan).toBeGreaterThan(points.length)
    expect(bailed).toBe('stopped at the first failure')
  })
})

describe('GitHub annotations', () => {
  test('point at the line of the expectation', async () => {
    const [first] = github(await answerOf()).split('\n')
    expect(first).toMatch(
      /^::error file=scopes\.test\.yaml,line=1,col=\d+,title=editors::editors \(role editor GET \/me\): expected forbidden, got allow; /,
    )
  })

  test('let no name become a command', async () => {
    const lines = github(await answerOf(HOSTILE))
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(2 * (3 + HOSTILE.length))
    for (const line of lines) {
      expect(line).toMatch(/^::error file=[^:,]*,line=\d+,col=\d+,title=[^:,]*::/)
      expect(line).not.toMatch(/##\[/)
      expect(line).not.toMatch(/%(?!25|3A|2C)/)
      expect(line).not.toMatch(UNSAFE)
    }
  })
})

describe('text', () => {
  test('shows the failures, each with its location and reason', async () => {
    const shown = text(await answerOf(), plain)
    expect(shown.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^✗ editors {31}scopes\.test\.yaml:1:\d+$/),
      '    role editor GET /me   expected forbidden, got allow',
    ])
    expect(shown).toContain('`role editor` holds `write` via role editor (scopes.yaml:11:3)')
    expect(shown).not.toContain('user bob GET /items/')
  })

  test('has both answers if the views differ', async () => {
    const known = files()
    const suite = suiteOf(
      'tests: [{ as: { scopes: admin }, forbidden: ["GET /users/{id}"] }]',
      known,
    )
    const options = { present: realTokens(known), tokens: true, bail: false }
    const { results } = await judgeWhole(suite, known.catalog, options)
    const counts = count(results, 1)
    const one = { suite, catalog: known.catalog, results, proofs: [], counts, seconds: 0 }
    const shown = text({ ...(await answerOf()), suites: [one] }, plain)
    expect(shown).toContain('expected forbidden, got forbidden (literal) or allow (implied)')
  })

  test('contains no raw name', async () => {
    const shown = text(await answerOf(HOSTILE), plain)
    expect(shown).not.toMatch(UNSAFE)
    expect(shown.split('\n').filter((line) => line.startsWith('::'))).toEqual([])
  })

  test('sums up', async () => {
    expect(summary(await answerOf(), plain)).toBe('4 passed, 6 failed  1234.57s\n')
    expect(summary(await answerOf(['later']), plain)).toBe(
      '4 passed, 8 failed, 2 skipped  1234.57s\n',
    )
    expect(summary(await answerOf([], true), plain)).toBe(
      '2 passed, 2 failed, 6 not run  1234.57s\n',
    )
  })
})

test('JSON has every assertion, with its location', async () => {
  const shown = JSON.parse(JSON.stringify(json(await answerOf())))
  expect(shown).toMatchObject({ passed: 4, failed: 6, skipped: 0, not_run: 0 })
  expect(shown.suites[0]?.assertions[3]).toMatchObject({
    name: 'user alice (expired) GET /me',
    subject: 'user alice (expired)',
    route: 'GET /me',
    kind: 'allow',
    expected: [200],
    outcome: 'failed',
    got: 401,
    reason: 'expired',
    file: 'scopes.test.yaml',
    line: 1,
  })
})
