import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import { knownItems, showKeywords } from './auth0-keyword.js'
import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/** An API of a tenant: a `resourceServers` entry. */
export interface Auth0Api {
  readonly identifier: string
  readonly part: Part
  readonly scopes: readonly Part[]
  /** Whether all of its scopes are known: none of them has a keyword. */
  readonly isWhole: boolean
}

/** The APIs of a tenant, without Auth0's own. */
export function readApis(list: Part, found: Gathering): Auth0Api[] {
  const seen = new Set<string>()
  return knownItems(list, found, 'resourceServers').flatMap((part): Auth0Api[] => {
    const identifier = part.get('identifier').text()
    if (identifier === undefined) {
      found.leave('auth0-nameless', part.get('name').text() ?? '(without a name)', part)
      return []
    }
    // Auth0's own API, which manages the tenant.
    if (part.get('is_system').value === true || /\/api\/v2\/?$/.test(identifier)) {
      found.leave('auth0-system-api', showKeywords(identifier), part)
      return []
    }
    if (seen.has(identifier)) found.twice('API', showKeywords(identifier), part)
    seen.add(identifier)
    return [{ identifier, part, ...scopesOf(part.get('scopes')) }]
  })
}

const scopesOf = (list: Part): Pick<Auth0Api, 'scopes' | 'isWhole'> => {
  const isList = Array.isArray(list.value)
  return { scopes: isList ? list.items() : [], isWhole: isList || list.isEmpty }
}

/** The API that the catalog is for: the one that is wanted, or the only one that has scopes. */
export function chosenApi(
  apis: readonly Auth0Api[],
  wanted: string | undefined,
  file: string,
): Auth0Api {
  const shown = apis.map(({ identifier }) => showKeywords(identifier))
  if (wanted !== undefined) {
    const api = apis.find((_, i) => shown[i] === wanted)
    if (api) return api
    const suggestion = nearest(wanted, shown)
    return fail('import-no-api', { api: wanted, apis: shown, suggestion, what: 'auth0' })
  }
  // One that a keyword gives its scopes may have any.
  const possible = apis.filter(({ scopes, isWhole }) => scopes.length > 0 || !isWhole)
  const [api] = possible
  if (!api) return fail('import-no-scopes', { file, api: undefined })
  if (possible.length > 1) {
    const all = possible.map(({ identifier }) => showKeywords(identifier))
    return fail('import-several-apis', { file, apis: all })
  }
  return api
}
