import { fail } from '../errors.js'
import type { Source } from '../source.js'
import { type Auth0Api, chosenApi, readApis } from './auth0-api.js'
import { readClientGrants } from './auth0-client-grants.js'
import { isKnown, showKeywords } from './auth0-keyword.js'
import { leaveSections } from './auth0-left-out.js'
import { readRoles } from './auth0-roles.js'
import { leaveSettings, readToken } from './auth0-token.js'
import { Gathering } from './gathering.js'
import type { Carried } from './model.js'

/**
 * Reads a tenant file of auth0-deploy-cli: the scopes of one API, the roles with their permissions there, and its client
 * grants as roles `client:NAME`.
 *
 * A token is for one API, and a scope means nothing at another one, so a catalog has one API. A permission counts only if the
 * API declares it. Keywords (`##NAME##`) are not replaced: what has one is left out, by name. NOT read: users, and what the code
 * of actions and rules does to tokens.
 *
 * @param source the document, with its keywords marked by `markKeywords`
 * @param options `api`: the identifier of the API; needed if several have scopes
 * @throws ScopectlError `import-several-apis`, `import-no-api`, `import-no-scopes`, `import-wrong-type`, `import-duplicate`
 */
export function readAuth0(source: Source, options: { api?: string | undefined } = {}): Carried {
  const found = new Gathering(source)
  const { root } = found
  const apis = readApis(root.get('resourceServers'), found)
  found.refuse()
  const api = chosenApi(apis, options.api, source.file)
  const name = showKeywords(api.identifier)
  for (const each of apis) {
    if (each === api) continue
    found.leave('auth0-other-api', showKeywords(each.identifier), each.part)
  }
  readScopes(api, found)
  if (found.scopes.size === 0 && found.isRight)
    fail('import-no-scopes', { file: source.file, api: name })
  readRoles(root.get('roles'), api, found)
  readClientGrants(root, api, found)
  const token = readToken(api, found)
  leaveSettings(api, found)
  leaveSections(root, found)
  found.done()
  const { scopes, roles, leftOut } = found
  return { format: 'Auth0 tenant', scopes, roles, routes: [], token, leftOut, notes: [] }
}

function readScopes({ part, scopes }: Auth0Api, found: Gathering): void {
  if (!isKnown(part.get('scopes'), found, 'scopes')) return
  part.get('scopes').items() // reports what is not a list
  const seen = new Set<string>()
  for (const each of scopes) {
    if (!isKnown(each, found, 'scope')) continue
    const value = each.get('value')
    if (!isKnown(value, found, 'scope')) continue
    const name = value.text()
    if (name === undefined) {
      found.leave('auth0-nameless', each.key, each)
      continue
    }
    if (seen.has(name)) found.twice('scope', name, value)
    seen.add(name)
    const description = each.get('description').text() ?? ''
    found.scope(name, showKeywords(description), value)
  }
}
