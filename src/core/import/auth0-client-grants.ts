import type { Auth0Api } from './auth0-api.js'
import { isKnown, knownItems, showKeywords } from './auth0-keyword.js'
import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/** The roles that stand for the client grants; no token of Auth0 names a role, so none can be taken for one. */
const CLIENT = 'client:'

/**
 * The client grants of an API, each as a role `client:NAME` with the scopes that the client gets for itself. What only limits
 * the tokens of users, or can never be used, is left out.
 */
export function readClientGrants(root: Part, api: Auth0Api, found: Gathering): void {
  const policy = api.part.get('subject_type_authorization').get('client').get('policy')
  const isClosed = policy.text() === 'deny_all'
  const machines = machinesOf(root.get('clients'))
  for (const grant of knownItems(root.get('clientGrants'), found, 'clientGrants')) {
    const client = grant.get('client_id')
    const audience = grant.get('audience').text()
    const name = client.text()
    const shown = showKeywords(
      name ?? grant.get('default_for').text() ?? `clientGrants.${grant.key}`,
    )
    if (audience !== api.identifier) {
      found.leave('auth0-other-grant', `${shown} at ${showKeywords(audience ?? 'no API')}`, grant)
    } else if (name === undefined) found.leave('auth0-default-grant', shown, grant)
    else if (!isKnown(client, found, 'client grant')) continue
    else if (!isForClients(grant, found, shown)) continue
    else if (isClosed || machines.get(name) === false)
      found.leave('auth0-unused-grant', shown, grant)
    else readGrant(grant, name, api, found)
  }
}

/** Whether each client may get tokens for itself; unknown for one that the document does not have or that does not say. */
function machinesOf(clients: Part): Map<string, boolean> {
  if (!Array.isArray(clients.value)) return new Map()
  return new Map(
    clients.items().flatMap((client): [string, boolean][] => {
      const [name, types] = [client.get('name').value, client.get('grant_types').value]
      if (typeof name !== 'string' || !Array.isArray(types)) return []
      return [[name, types.includes('client_credentials')]]
    }),
  )
}

function isForClients(grant: Part, found: Gathering, shown: string): boolean {
  const type = grant.get('subject_type')
  if (type.isEmpty || type.value === 'client') return true
  found.leave('auth0-user-grant', shown, grant)
  return false
}

function readGrant(grant: Part, client: string, api: Auth0Api, found: Gathering): void {
  const all = grant.get('allow_all_scopes')
  const isAll = isKnown(all, found, `client grant of ${client}`) && all.flag() === true
  if (isAll && !api.isWhole) {
    found.leave('auth0-keyword', `all scopes for ${client}`, grant)
    return
  }
  const items = knownItems(grant.get('scope'), found, `client grant of ${client}`)
  const scopes = isAll
    ? [...found.scopes.keys()]
    : items.flatMap((item): string[] => {
        const scope = item.text()
        if (scope === undefined) return []
        if (found.scopes.has(scope)) return [scope]
        found.leave('auth0-undeclared', `${client}: ${scope}`, item)
        return []
      })
  const description = 'Client grant: give this role to the client in the users file'
  found.role(`${CLIENT}${client}`, { description, scopes: [...new Set(scopes)] }, grant)
}
