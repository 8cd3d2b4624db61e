import type { Command } from 'commander'
import type { Catalog } from '../core/catalog/model.js'
import type { ListAnswer, Listed } from '../core/users/answer.js'
import { type HeldRole, rolesOf } from '../core/users/held-roles.js'
import type { Users } from '../core/users/model.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'With the roles that they have in the end: listed, by default, and by attributes.',
  examples: ['users list', 'users list --format csv'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  run(_args, options, ctx): ListAnswer {
    const session = openSession(options as GlobalOptions, ctx, { users: true })
    const { catalog, users, notes, files } = session
    return {
      kind: 'users list',
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
    const roles = rolesOf(catalog, user)
    const place = () => user.at
    yield { kind: 'user', name, roles, scopes, disabled, hasPassword, place }
  }
  for (const client of clients.values()) {
    const { name, scopes, disabled } = client
    const roles = client.roles.flatMap((each): HeldRole[] => {
      const role = catalog.roles.get(each)
      return role ? [{ role, how: 'listed' }] : []
    })
    const hasPassword = client.secret !== undefined
    const place = () => client.at
    yield { kind: 'client', name, roles, scopes, disabled, hasPassword, place }
  }
}
