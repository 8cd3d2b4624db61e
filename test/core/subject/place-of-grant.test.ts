import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { explainGrants } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { placeOfGrant, placesOfGrants } from '../../../src/core/subject/place-of-grant.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { readYaml } from '../../../src/io/yaml-source.js'

const CATALOG = `scopes: { read: '', write: '', purge: '' }
roles:
  reader: { default: true, scopes: [read] }
  base: { scopes: [write] }
  editor: { extends: [base] }
`
const USERS = `users:
  bob: { roles: [editor], scopes: [purge] }
clients:
  ci: { scopes: [purge] }
`

function places(of: 'bob' | 'ci' | 'editor') {
  const read = parseCatalog(readYaml('scopes.yaml', CATALOG))
  const catalog = read.ok ? read.value : expect.unreachable()
  const people = parseUsers(readYaml('users.yaml', USERS), catalog)
  const users = people.ok ? people.value : expect.unreachable()
  const user = users.users.get('bob') ?? expect.unreachable()
  const client = users.clients.get('ci') ?? expect.unreachable()
  const subject: Subject =
    of === 'bob'
      ? { kind: 'user', user }
      : of === 'ci'
        ? { kind: 'client', client }
        : { kind: 'role', roles: ['editor'] }
  const grants = explainGrants(catalog, subject)
  const lineOf = (at: { file: string; line: number } | undefined) => at && `${at.file}:${at.line}`
  return {
    each: [...grants].map(([name, grant]) => [name, lineOf(placeOfGrant(catalog, grant, subject))]),
    once: placesOfGrants(catalog, [...grants.values(), ...grants.values()], subject).map(lineOf),
    own: placesOfGrants(catalog, [...grants.values()], undefined).map(lineOf),
  }
}

test('a grant is written at the role that lists the scope, or at the user or client', () => {
  const bob = places('bob')
  expect(Object.fromEntries(bob.each)).toEqual({
    read: 'scopes.yaml:3',
    write: 'scopes.yaml:4',
    purge: 'users.yaml:2',
  })
  expect([...bob.once].sort()).toEqual(['scopes.yaml:3', 'scopes.yaml:4', 'users.yaml:2'])
  expect(Object.fromEntries(places('ci').each)).toEqual({ purge: 'users.yaml:4' })
  expect(Object.fromEntries(places('editor').each)).toMatchObject({ write: 'scopes.yaml:4' })
})

test('of an unknown subject only the roles have a place', () => {
  expect([...places('bob').own].sort()).toEqual(['scopes.yaml:3', 'scopes.yaml:4'])
})
