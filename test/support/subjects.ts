import type { Catalog } from '../../src/core/catalog/model.js'
import type { Subject } from '../../src/core/subject/model.js'
import type { Users } from '../../src/core/users/model.js'

interface Pair {
  readonly catalog: Catalog
  readonly users: Users
}

/** Every user and client by kind and name, and each role alone. */
export const namedSubjects = ({ catalog, users }: Pair): [string, Subject][] => [
  ...[...users.users.values()].map((user): [string, Subject] => [
    `user ${user.name}`,
    { kind: 'user', user },
  ]),
  ...[...users.clients.values()].map((client): [string, Subject] => [
    `client ${client.name}`,
    { kind: 'client', client },
  ]),
  ...[...catalog.roles.keys()].map((role): [string, Subject] => [
    `role ${role}`,
    { kind: 'role', roles: [role] },
  ]),
]

/** These, and somebody without a role. */
export const subjectsOf = (pair: Pair): Subject[] => [
  ...namedSubjects(pair).map(([, subject]) => subject),
  { kind: 'role', roles: [] },
]
