import { expect, test } from 'vitest'
import type { WhoCanAnswer } from '../../src/core/answer.js'
import type { Catalog } from '../../src/core/catalog/model.js'
import { holdersOf } from '../../src/core/decision/access.js'
import { askRoute } from '../../src/core/decision/question.js'
import type { Users } from '../../src/core/users/model.js'
import { jsonLine } from '../../src/report/escape.js'
import { json, text } from '../../src/report/who-can.js'
import { catalogOf, HOSTILE, plain, SAMPLE, unsafeIn, usersOf } from './sample.js'

function answerOf(
  route: string,
  catalog: Catalog = catalogOf(),
  users: Users = usersOf(catalog),
): WhoCanAnswer {
  const question = askRoute(catalog, route)
  const { requirement } = question
  return {
    kind: 'who-can',
    also: [],
    outcome: 'yes',
    goal: route,
    route: question.route,
    requirement,
    anybody: requirement.level === 'public',
    anyToken: requirement.level === 'authenticated',
    holders: requirement.level === 'public' ? [] : holdersOf(catalog, users, question),
    catalog,
    users,
    notes: [],
    files: {},
  }
}

test('everybody who may, with the grants that allow it', () => {
  expect(text(answerOf('GET /users/{id}'), plain)).toBe(
    [
      '2 users, 1 role',
      '  route  GET /users/{id}',
      '  needs  users:read, or the user themselves',
      '  also   the user themselves, which no token gives',
      '  user  alice  admin (when), implied by admin',
      "  user  bob    bob's own scopes",
      '  role  admin  its own scopes, implied by admin',
      '',
    ].join('\n'),
  )
  expect(json(answerOf('GET /items/'))).toMatchObject({
    anybody: false,
    holders: [
      { kind: 'user', name: 'alice', by: [{ scope: 'read', role: 'reader', how: 'default' }] },
      {},
      {},
      {},
      {},
      {},
    ],
  })
})

test('levels, and nobody at all', () => {
  expect(text(answerOf('GET /health'), plain)).toMatch(/^anyone, without a token\n/)
  expect(text(answerOf('GET /me'), plain)).toMatch(
    /^any accepted token; here: 2 users, 1 client, 3 roles\n/,
  )
  expect(text(answerOf('GET /files/{path*}'), plain)).toMatch(/^no user, client or role\n/)
})

test('TERM1, TERM2, TERM3: names in rows, a line each, whole', () => {
  const catalog = catalogOf({
    ...SAMPLE,
    roles: { [HOSTILE]: { scopes: ['read'] }, ['r'.repeat(200)]: { extends: [HOSTILE] } },
  })
  const users = usersOf(catalog, {
    users: { [HOSTILE]: { scopes: ['read'] }, ['u'.repeat(200)]: { roles: ['r'.repeat(200)] } },
  })
  const answer = answerOf('GET /items/', catalog, users)
  const shown = text(answer, plain)
  expect(unsafeIn(shown + jsonLine(json(answer)))).toEqual([])
  expect(shown.split('\n')).toHaveLength(8)
  for (const name of ['u', 'r']) expect(shown).toContain(`  ${name.repeat(200)}  `)
})
