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
      '  ✗  GET     /files/{path*}  also needs ApiKey, which no token gives',
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
  expect(text(await answerOf(shut, { kind: 'anonymous' }), plain)).toContain('no route of 1\n')
})

test('to fit, the path is cut first, and lines are never wrapped', async () => {
  const name = (i: number) => `scope:${i}:${'n'.repeat(i)}`
  const names = Array.from({ length: 30 }, (_, i) => name(i))
  const wide = catalogOf({
    scopes: Object.fromEntries(names.map((each) => [each, ''])),
    roles: { all: { scopes: names } },
    routes: {
      'GET /short': name(1),
      [`POST /${'path/'.repeat(30)}`]: name(5),
      'GET /many': { all: names },
      'GET /any': { any: names },
    },
  })
  for (const subject of [
    { kind: 'role', roles: ['all'] },
    { kind: 'anonymous' },
    { kind: 'scopes', scopes: [name(1)] },
  ] as const) {
    const shown = text(await answerOf(wide, subject), plain)
    expect(widest(shown)).toBeLessThanOrEqual(80)
    expect(shown.split('\n')).toHaveLength(6)
    expect(shown).toContain('…')
  }
  const roomy = await styleFor({ color: false, utf8: true, columns: 4000 })
  expect(text(await answerOf(wide, { kind: 'anonymous' }), roomy)).not.toContain('…')
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
