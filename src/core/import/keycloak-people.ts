import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/** Names the users, service accounts and groups of a realm, with the roles that they have: people are in the users file. */
export function leavePeople(realm: Part, found: Gathering): void {
  for (const user of realm.get('users').items()) {
    const client = user.get('serviceAccountClientId').value
    const name = user.get('username').value
    const roles = rolesOf(user)
    if (typeof client === 'string')
      found.leave('keycloak-service-account', entry(client, roles), user)
    else {
      const groups = user.get('groups').texts()
      found.leave('keycloak-user', entry(String(name ?? user.key), [...roles, ...groups]), user)
    }
  }
  leaveGroups(realm.get('groups'), '', found)
}

function leaveGroups(list: Part, parent: string, found: Gathering): void {
  for (const group of list.items()) {
    const path = `${parent}/${group.get('name').text() ?? group.key}`
    found.leave('keycloak-group', entry(path, rolesOf(group)), group)
    leaveGroups(group.get('subGroups'), path, found)
  }
}

const entry = (name: string, roles: readonly string[]): string =>
  roles.length === 0 ? name : `${name}: ${roles.join(', ')}`

function rolesOf(holder: Part): string[] {
  const byClient = holder.has('clientRoles')
    ? holder.get('clientRoles')
    : holder.get('applicationRoles')
  return [
    ...holder.get('realmRoles').texts(),
    ...byClient.members().flatMap((list) => list.texts().map((role) => `${list.key}/${role}`)),
  ]
}
