import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../../src/core/decision/decide.js'
import type { Presented } from '../../../src/core/decision/presented.js'
import type { Question } from '../../../src/core/decision/question.js'
import { CELL, compile } from '../../../src/core/matrix/compile.js'
import { ROW_KINDS } from '../../../src/core/matrix/rows.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { type World, world } from '../../support/generators.js'
import { columnsOf } from '../../support/matrix-columns.js'
import { present } from '../../support/signing.js'

const CELLS = { 200: CELL.allow, 401: CELL.unauthorized, 403: CELL.forbidden }

test('P17 every cell of every matrix is what decide returns for a real token', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      for (const by of ROW_KINDS) {
        const columns = [...columnsOf(w.catalog, w.users, by, compile(w.catalog))]
        const subjects = subjectsOf(w, by)
        expect(columns.map(({ name }) => name)).toEqual(subjects.map(([name]) => name))
        for (const [i, { cells }] of columns.entries()) {
          const slow = await answers(w, subjects[i]![1])
          expect([...cells], JSON.stringify([by, columns[i]?.name, w.form])).toEqual(slow)
          for (const cell of slow) seen.add(cell)
        }
      }
    }),
    { numRuns: 60 },
  )
  expect([...seen].sort()).toEqual([0, 1, 2, 3])
})

function subjectsOf(
  { catalog, users }: World,
  by: (typeof ROW_KINDS)[number],
): [string, Subject][] {
  switch (by) {
    case 'role':
      return [
        ['anonymous', { kind: 'anonymous' }],
        ['everyone', { kind: 'role', roles: [] }],
        ...[...catalog.roles.keys()].map((role): [string, Subject] => [
          role,
          { kind: 'role', roles: [role] },
        ]),
      ]
    case 'user':
      return [...users.users.values()].map((user) => [user.name, { kind: 'user', user }])
    case 'client':
      return [...users.clients.values()].map((client) => [client.name, { kind: 'client', client }])
    case 'scope':
      return [...catalog.scopes.keys()].map((name) => [name, { kind: 'scopes', scopes: [name] }])
  }
}

async function answers({ catalog }: World, subject: Subject): Promise<number[]> {
  const granted = grantsOf(catalog, subject)
  const presented: Presented = granted
    ? await present(catalog, subject, [...granted])
    : { kind: 'none' }
  return catalog.routes.map((route) => {
    const { requirement } = route
    if (requirement.level === 'undecided') return CELL.undecided
    const question = { requirement, route, method: 'GET', path: undefined, notes: [] } as Question
    return CELLS[decide(catalog, question, presented).status]
  })
}
