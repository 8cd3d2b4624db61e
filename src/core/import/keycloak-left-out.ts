import type { Gathering } from './gathering.js'
import { clientIdOf, clientsOf } from './keycloak-roles.js'
import type { Part } from './part.js'

/** Names the default roles, and what gives roles to users from outside: identity providers and user directories. */
export function leaveRest(realm: Part, found: Gathering): void {
  const role = realm.get('defaultRole')
  const name = role.isEmpty ? undefined : role.get('name').text()
  if (name !== undefined && found.roles.has(name)) found.leave('keycloak-default-role', name, role)
  for (const item of realm.get('defaultRoles').items()) {
    const name = item.text() ?? item.key
    if (found.roles.has(name)) found.leave('keycloak-default-role', name, item)
  }
  for (const client of clientsOf(realm)) {
    for (const item of client.get('defaultRoles').items()) {
      const own = `${clientIdOf(client) ?? client.key}/${item.text() ?? item.key}`
      if (found.roles.has(own)) found.leave('keycloak-default-role', own, item)
    }
  }
  for (const group of realm.get('defaultGroups').items()) {
    found.leave('keycloak-default-group', group.text() ?? group.key, group)
  }
  for (const provider of realm.get('identityProviders').items()) {
    const alias = provider.get('alias').value
    found.leave('keycloak-directory', String(alias ?? provider.key), provider)
  }
  const directories = realm.get('components').get('org.keycloak.storage.UserStorageProvider')
  for (const each of directories.items()) {
    found.leave('keycloak-directory', String(each.get('name').value ?? each.key), each)
  }
}
