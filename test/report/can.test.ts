import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { CanAnswer } from '../../src/core/answer.js'
import type { Catalog } from '../../src/core/catalog/model.js'
import { accessOf } from '../../src/core/decision/access.js'
import { NO_TOKEN } from '../../src/core/decision/presented.js'
import { grantsOf } from '../../src/core/subject/grants.js'
import { nameOf, type Subject } from '../../src/core/subject/model.js'
import { json, text } from '../../src/report/can.js'
import { jsonLine } from '../../src/report/escape.js'
import { styleFor } from '../../src/report/style.js'
import {
  catalogOf,
  HOSTILE,
  NOW,
  plain,
  SAMPLE,
  tokenFor,
  unsafeIn,
  userOf,
  usersOf,
  verifiedAt,
  widest,
} from './sample.js'

async function answerOf(catalog: Catalog, subject: Subject, now = NOW): Promise<CanAnswer> {
  const isNobody = grantsOf(catalog, subject) === undefined
  const presented = isNobody
    ? NO_TOKEN
    : await verifiedAt(catalog, await tokenFor(catalog, subject), now)
  return {
    kind: 'can',
    outcome: 'yes',
    subject: { kind: subject.kind, name: nameOf(subject), source: `--${subject.kind}` },
    rows: accessOf(catalog, presented, subject),
    total: catalog.routes.length,
    filters: {},
    catalog,
    whose: subject,
    refusals: presented.kind === 'rejected' ? presented.refusals : [],
    notes: [],
    files: {},
  }
}

const catalog = catalogOf()
const users = usersOf(catalog)

test('one line per route, and the total', async () => {
  const answer = await answerOf(catalog, userOf(users, 'bob'))
  expect(text(answer, plain)).toBe(
    [
      '  ✓  GET     /health         public',
      '  ✓  GET     /me             authenticated',
      '  ✓  GET     /items/         read        reader (default)',
      '  ✓  POST    /items/         write       editor',
      '  ✗  DELETE  /users/{id}     users:delete missing',
      "  ✓  GET     /users/{id}     users:read  bob's own scopes",
      '  ✗  GET     /files/{path*}  also needs scheme ApiKey, which is outside this catalog',
      '  ?  POST    /exports        undecided',
      '5 of 8 routes',
      '',
    ].join('\n'),
  )
  expect(json(answer)).toMatchObject({
    allowed: 5,
    routes: [{ method: 'GET', template: '/health', may: 'yes' }, ...Array(7).fill({})],
  })
})

test('for an anonymous subject, the reason', async () => {
  const carol = text(await answerOf(catalog, userOf(users, 'carol')), plain)
  expect(carol).toMatch(/^deny 401 no-token\n {2}✗ user `carol` is disabled/)
  expect(carol).toContain('\n1 of 8 routes\n')
  const anonymous = text(await answerOf(catalog, { kind: 'anonymous' }), plain)
  expect(anonymous).toMatch(/^ {2}✓ {2}GET {5}\/health/)
  const late = text(await answerOf(catalog, userOf(users, 'bob'), NOW + 1000), plain)
  expect(late).toMatch(/^deny 401 expired\n/)
})

test('zero in words', async () => {
  const bare = catalogOf({ scopes: { read: '' } })
  expect(text(await answerOf(bare, { kind: 'role', roles: [] }), plain)).toBe(
    'the catalog has no routes\n',
  )
  const shut = catalogOf({ ...SAMPLE, routes: { 'GET /x': 'write' } })
  expect(text(await answerOf(shut, { kind: 'anonymous' }), plain)).toContain('no route\n')
})

test('no route and no scope is ever cut: a terminal folds, a pipe gets a line per route', async () => {
  const name = (i: number) => `scope:${i}:${'n'.repeat(i)}`
  const names = Array.from({ length: 30 }, (_, i) => name(i))
  const long = `/${'path/'.repeat(30)}`
  const wide = catalogOf({
    scopes: Object.fromEntries(names.map((each) => [each, ''])),
    roles: { all: { scopes: names } },
    routes: {
      'GET /short': name(1),
      [`POST ${long}`]: name(5),
      [`POST ${long}x`]: 'public',
      'GET /many': { all: names },
      'GET /any': { any: names },
    },
  })
  const terminal = await styleFor({ color: false, utf8: true, columns: 80 })
  for (const subject of [
    { kind: 'role', roles: ['all'] },
    { kind: 'anonymous' },
    { kind: 'scopes', scopes: [name(1)] },
  ] as const) {
    const answer = await answerOf(wide, subject)
    const piped = text(answer, plain)
    expect(piped.split('\n')).toHaveLength(7)
    expect(piped).toMatch(new RegExp(`^  . {2}POST {2}${long} +\\S.*$`, 'm'))
    const folded = text(answer, terminal)
    for (const line of folded.split('\n')) {
      // Only a path may be longer than the line, and nothing follows it there.
      if (widest(line) > 80) expect(line).toMatch(/^ {2}. {2}POST {2}\S+$/)
    }
    for (const shown of [piped, folded]) {
      expect(shown).not.toContain('…')
      expect(shown.replace(/\s+/g, ' ')).toContain(` POST ${long}x `)
    }
    expect(folded.split(/\s+/).sort()).toEqual(piped.split(/\s+/).sort())
  }
})

test('colour is never the only sign, and the marks have ASCII forms', async () => {
  const answer = await answerOf(catalog, userOf(users, 'bob'))
  const coloured = text(answer, await styleFor({ color: true, utf8: false, columns: 80 }))
  expect(coloured).toContain('\u001b[31mx\u001b[39m  DELETE  /users/{id}')
  expect(stripVTControlCharacters(coloured)).toBe(
    text(answer, await styleFor({ color: false, utf8: false, columns: 80 })),
  )
})

test('TERM1, TERM2, TERM3: hostile names stay in their cells', async () => {
  const evil = catalogOf({
    scopes: { read: '', admin: { implies: ['read'] } },
    roles: { [HOSTILE]: { scopes: ['admin'] } },
    routes: { 'GET /a': 'read', 'GET /b': { any: [{ other: HOSTILE }] } },
  })
  const answer = await answerOf(evil, { kind: 'role', roles: [HOSTILE] })
  const shown = text(answer, plain)
  expect(unsafeIn(shown + jsonLine(json(answer)))).toEqual([])
  expect(shown.split('\n')).toHaveLength(4)
})
