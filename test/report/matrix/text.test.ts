import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column } from '../../../src/core/matrix/columns.js'
import { compile } from '../../../src/core/matrix/compile.js'
import { md } from '../../../src/report/matrix/markdown.js'
import { compareText, matrixText } from '../../../src/report/matrix/text.js'
import { styleFor } from '../../../src/report/style.js'
import { widthOf } from '../../../src/report/width.js'
import { load, world } from '../../support/generators.js'
import { columnsOf } from '../../support/matrix-columns.js'

const style = await styleFor({ color: false, utf8: true, columns: 80 })
const base = {
  kind: 'matrix',
  outcome: 'yes',
  notes: [],
  files: {},
  by: 'role',
  differing: undefined,
} as const

function printed(w: ReturnType<typeof load>): string {
  const columns = [...columnsOf(w.catalog, w.users, 'role', compile(w.catalog))]
  return [...matrixText({ ...base, routes: w.catalog.routes, columns }, style)].join('')
}

test('no line is wider than 80 columns, and each route is on one line', () => {
  fc.assert(
    fc.property(world, (w) => {
      for (const line of printed(w).split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80)
    }),
    { numRuns: 60 },
  )
})

test('200 different roles: several tables below each other, each with every route', () => {
  const scopes = Array.from({ length: 8 }, (_, i) => `s${i}`)
  const roles = Array.from({ length: 200 }, (_, i) => [
    `a-role-with-a-rather-long-name-${i}`,
    { scopes: scopes.filter((_, bit) => (i >> bit) & 1) },
  ])
  const w = load({
    token: {},
    scopes: Object.fromEntries(scopes.map((name) => [name, 'x'])),
    roles: Object.fromEntries(roles),
    routes: Object.fromEntries(
      scopes.map((name) => [`GET /things/${name}/${'x'.repeat(60)}`, name]),
    ),
  })
  const lines = printed(w).split('\n')
  for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(80)
  expect(lines.join('\n')).not.toContain('x…')
  const headers = lines.filter((line) => /^ +\d+( +\d+)*$/.test(line))
  expect(headers.join(' ').trim().split(/ +/)).toEqual(
    Array.from({ length: 201 }, (_, i) => `${i + 1}`),
  )
  const rows = lines.filter((line) => line.includes('GET'))
  expect(rows).toHaveLength(headers.length * 8)
  // The paths leave no room beside them, so the marks are below.
  expect(rows.every((line) => line.endsWith('x'.repeat(60)))).toBe(true)
  const marks = lines.filter((line) => /^[✓✗!? ]+$/.test(line)).join('')
  expect(marks.match(/[✓✗!?]/g)).toHaveLength(201 * 8)
})

const HOSTILE = 'x\u001b[2J|`\u202e`|@user\n# h'

test('hostile names stay in their row', () => {
  const w = load({
    token: {},
    scopes: { read: 'x' },
    roles: { [HOSTILE]: { scopes: ['read'] }, plain: {} },
    routes: { 'GET /a': 'read' },
  })
  const columns = [...columnsOf(w.catalog, w.users, 'role', compile(w.catalog))]
  const answer = { ...base, routes: w.catalog.routes, columns }
  const pair = columns.slice(2) as Column[]
  const texts = [
    printed(w),
    Array.from(md(answer, style)).join(''),
    compareText({ ...answer, columns: pair }, [0], style),
  ]
  for (const text of texts) {
    for (const unsafe of ['\u001b', '\u202e']) expect(text).not.toContain(unsafe)
    expect(text).not.toContain('\n# h')
  }
  const [header, rule, row] = texts[1]!.split('\n')
  // In code spans a `|` does not end a cell if it is escaped with a backslash.
  const cells = (line: string | undefined) => line?.split(/(?<!\\)\|/).length
  expect(cells(header)).toBe(cells(rule))
  expect(cells(row)).toBe(cells(rule))
})

test('what is compared is never cut, neither names nor routes', () => {
  const long = 'a-role-with-a-rather-long-name-'
  const w = load({
    token: {},
    scopes: { read: 'x' },
    roles: { [`${long}1`]: { scopes: ['read'] }, [`${long}2`]: {} },
    routes: { [`GET /${'x'.repeat(90)}`]: 'read' },
  })
  const columns = [...columnsOf(w.catalog, w.users, 'role', compile(w.catalog))].slice(2)
  const shown = compareText({ ...base, routes: w.catalog.routes, columns }, [0], style)
  expect(shown.split('\n').slice(1, 6)).toEqual([
    `  A  ${long}1`,
    `  B  ${long}2`,
    `  A  B${' '.repeat(69)}needs`,
    `  ✓  ✗  GET  /${'x'.repeat(90)}`,
    `${' '.repeat(75)}read`,
  ])
})
