import type { Command } from 'commander'
import type { Catalog } from '../core/catalog/model.js'
import type { ListAnswer, Listed } from '../core/users/answer.js'
import { type HeldRole, rolesOf } from '../core/users/held-roles.js'
import type { Users } from '../core/users/model.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'Includes all their roles: listed, default, and given by attributes.',
  examples: ['users list', 'users list --json'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  run(_args, options, ctx): ListAnswer {
    const session = openSession(options as GlobalOptions, ctx, { users: true })
    const { catalog, users, notes, files } = session
    return {
      kind: 'users',
      outcome: 'yes',
      did: 'list',
      entries: { [Symbol.iterator]: () => listed(catalog, users) },
      counts: { users: users.users.size, clients: users.clients.size },
      notes,
      files,
    }
  },
} satisfies CommandModule

function* listed(catalog: Catalog, { users, clients }: Users): Generator<Listed> {
  for (const user of users.values()) {
    const { name, scopes, disabled } = user
    const hasPassword = user.password !== undefined
    yield { kind: 'user', name, roles: rolesOf(catalog, user), scopes, disabled, hasPassword }
  }
  for (const client of clients.values()) {
    const { name, scopes, disabled } = client
    const roles = client.roles.flatMap((each): HeldRole[] => {
      const role = catalog.roles.get(each)
      return role ? [{ role, how: 'listed' }] : []
    })
    const hasPassword = client.secret !== undefined
    yield { kind: 'client', name, roles, scopes, disabled, hasPassword }
  }
}
