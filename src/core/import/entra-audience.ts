import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

/** The id of an application; samples have a placeholder there. */
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What a template still has to fill in, and the words of a catalog for no certain audience. */
const PLACEHOLDER = /[{}<>$]|^(?:any|none)$/

/**
 * The `aud` of the app's access tokens. In version 2 it is always the application's id; in version 1 it is what the client
 * asked for: the id, or one of the app's URIs.
 */
export function entraAudience(root: Part, found: Gathering): string | string[] | undefined {
  const id = root.get('appId').text() ?? ''
  const version = root.get('api').get('requestedAccessTokenVersion').value
  const older = root.get('accessTokenAcceptedVersion').value
  const uris = root.get('identifierUris').texts()
  const ids = GUID.test(id) ? [id] : []
  const all = (version ?? older) === 2 ? ids : [...new Set([...ids, ...uris])]
  const [first, ...more] = all.filter((each) => each !== '' && !PLACEHOLDER.test(each))
  if (first === undefined) {
    found.leave(
      'audience',
      root.get('displayName').text() ?? root.get('name').text() ?? 'aud',
      root,
    )
    return undefined
  }
  return more.length === 0 ? first : [first, ...more]
}
