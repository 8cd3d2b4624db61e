import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { isAccess } from '../../../src/core/diff/change.js'
import { compare } from '../../../src/core/diff/compare.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { namedSubjects } from '../../support/subjects.js'
import { files, loadFiles, type Pair } from '../lock/support.js'

/** Every subject's access, from the requirement and the grants alone. */
function cells({ catalog, users }: Pair): Map<string, boolean> {
  const subjects: [string, Subject][] = [
    ['everyone', { kind: 'role', roles: [] }],
    ...namedSubjects({ catalog, users }),
  ]
  return new Map(
    subjects.flatMap(([name, subject]) =>
      catalog.routes.map(({ requirement, method, pattern }): [string, boolean] => {
        const held = grantsOf(catalog, subject)
        const may = held !== undefined && satisfies(requirement, held)
        return [`${name}\n${method} ${pattern.shape}`, may || requirement.level === 'public']
      }),
    ),
  )
}

test('every new access is reported, and every reported gain is real', () => {
  fc.assert(
    fc.property(files, files, fc.boolean(), (one, other, near) => {
      const a = loadFiles(one)
      const b = loadFiles(near ? { ...one, roles: other.roles, users: other.users } : other)
      if (!a || !b) return
      const all = compare(factsOf(a.catalog, a.users), factsOf(b.catalog, b.users), b)
      const [was, is] = [cells(a), cells(b)]
      const shapeOf = (name: string) => name.replace(/\{\w+/g, '{')
      const common = new Set(a.catalog.routes.map(({ name }) => shapeOf(name)))
      const told = (kinds: readonly string[], key: string) =>
        all.some(
          (change) =>
            'route' in change && kinds.includes(change.kind) && shapeOf(change.route) === key,
        )
      for (const [cell, may] of is) {
        const [who = '', key = ''] = cell.split('\n')
        if (!may || was.get(cell) !== false || !common.has(key)) continue
        expect(told(['gain', 'opened'], key), `${who} gains ${key}`).toBe(true)
      }
      for (const change of all) {
        if (!isAccess(change) || change.who.kind === 'anonymous') continue
        const who =
          change.who.kind === 'everyone' ? 'everyone' : `${change.who.kind} ${change.who.name}`
        const cell = `${who}\n${shapeOf(change.route)}`
        if (change.kind === 'gain') expect(is.get(cell), cell).toBe(true)
        else expect(was.get(cell), cell).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
