import { expect, test } from 'vitest'
import { cover } from '../../../../src/core/suite/coverage/cover.js'
import { fullRows, named } from '../../../../src/core/suite/evidence/rows.js'
import type { NamedSubject, Status } from '../../../../src/core/suite/model.js'
import { type CatalogForm, load } from '../../../support/generators.js'
import { bearingOf } from '../mutation/support.js'

const FORM: CatalogForm = {
  token: {},
  scopes: { read: 'x', write: 'y', admin: { implies: ['read'] } },
  roles: { none: {}, reader: { scopes: ['read'] }, twice: { scopes: ['admin', 'read'] } },
  routes: { 'GET /': 'read', 'POST /': { any: ['write read', 'admin'] } },
}

type Line = readonly [subject: NamedSubject, route: string, status: Status]

function coverage(lines: readonly Line[], form: CatalogForm = FORM) {
  const { catalog, users } = load(form)
  const bearing = bearingOf(catalog)
  const assertions = lines.map(([subject, name, status]) => ({
    subject,
    route: catalog.routes.find((route) => route.name === name)!,
    expected: new Set([status]),
  }))
  const { measures, gaps } = cover({ bearing, rows: fullRows(bearing, users) }, assertions)
  const [cells, grants, alternatives] = measures.map(({ covered, total }) => [covered, total])
  return { cells, grants, alternatives, gaps }
}

const role = (name: string, more: Partial<NamedSubject> = {}): NamedSubject =>
  named({ kind: 'role', roles: [name] }, more)
const scopes = (...names: string[]): NamedSubject => named({ kind: 'scopes', scopes: names })

test('no tests cover nothing; a grant that is also implied is not counted', () => {
  // cells 3 x 2; grants: reader read, twice admin; ways: read (2), write + read (3), admin (2)
  expect(coverage([])).toMatchObject({ cells: [0, 6], grants: [0, 2], alternatives: [0, 7] })
})

test('a cell is covered by any subject that holds exactly the same, for whatever reason', () => {
  expect(coverage([[role('reader'), 'GET /', 200]]).cells).toEqual([1, 6])
  expect(coverage([[scopes('read'), 'GET /', 200]]).cells).toEqual([1, 6])
  expect(coverage([[scopes('read', 'write'), 'GET /', 200]]).cells).toEqual([0, 6])
  expect(coverage([[role('twice', { scope: ['read'] }), 'GET /', 200]]).cells).toEqual([1, 6])
})

test('a token with a flaw covers no cell, nor does an assertion that fails', () => {
  expect(coverage([[role('reader', { flaw: 'unscoped' }), 'GET /', 403]]).cells).toEqual([0, 6])
  expect(coverage([[role('reader'), 'GET /', 403]]).cells).toEqual([0, 6])
})

test('an alternative is covered through itself alone, and by the lack of exactly one scope', () => {
  expect(coverage([[scopes('read', 'write'), 'POST /', 200]]).alternatives).toEqual([1, 7])
  // This one satisfies both alternatives, so it shows neither.
  expect(coverage([[scopes('read', 'write', 'admin'), 'POST /', 200]]).alternatives).toEqual([0, 7])
  // Lacks `read` of `write read`, and more than just `admin` for the other alternative.
  expect(coverage([[scopes('write'), 'POST /', 403]]).alternatives).toEqual([1, 7])
  // Lacks `write` alone, and of `admin` with what it implies `admin` alone.
  expect(coverage([[scopes('read'), 'POST /', 403]]).alternatives).toEqual([2, 7])
})

test('public routes are one cell, covered by any subject; undecided ones none', () => {
  const form = { ...FORM, routes: { 'GET /': 'public', 'POST /': 'undecided' } }
  expect(coverage([], form).cells).toEqual([0, 1])
  expect(coverage([[named({ kind: 'anonymous' }), 'GET /', 200]], form).cells).toEqual([1, 1])
})
