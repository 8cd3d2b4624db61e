import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import type { Engine } from '../core/export/engine.js'
import type { PolicyKeys } from '../core/export/policy.js'
import { serverUrl, usualPort } from '../core/serve/issuer.js'
import { ENDPOINTS } from '../core/serve/metadata.js'
import { publicJwk } from '../core/token/key-rules.js'
import type { Algorithm } from '../core/token/model.js'
import { isUrl, readableUrl, shownUrl } from '../io/url.js'
import type { Session } from './session.js'

/**
 * The keys that an engine verifies tokens with: the URL of a key set, else a copy of the public keys. Nothing is fetched,
 * and no key is made.
 *
 * @throws ScopectlError `export-secret` for a shared secret, `export-no-algorithm`, `export-secret-url`, and those of the
 * key file
 */
export async function exportKeys(
  engine: Engine,
  { catalog, keys }: Session,
): Promise<{ readonly algorithm: Algorithm; readonly keys: PolicyKeys }> {
  const { token } = catalog
  refuseSecret(engine, catalog, token.algorithm)
  if (token.key === undefined) {
    const url = `${serverUrl(token, usualPort(token))}${ENDPOINTS.jwks.path}`
    return { algorithm: token.algorithm ?? 'ES256', keys: { from: 'url', url } }
  }
  if (isUrl(token.key)) {
    const url = readableUrl(token.key, token.keyBy, 'key-url')
    const source = shownUrl(url)
    if (url.search !== '') fail('export-secret-url', { url: source }, token.at)
    const algorithm = token.algorithm ?? fail('export-no-algorithm', { source }, token.at)
    return { algorithm, keys: { from: 'url', url: url.href } }
  }
  const { trust } = await keys.trust()
  refuseSecret(engine, catalog, trust.algorithm)
  const copies = trust.keys.map(({ jwk }) => publicJwk(jwk))
  const copy = copies.flatMap((jwk) => jwk ?? [])
  if (copy.length < copies.length) throw new Error('a key pair has no public key')
  return { algorithm: trust.algorithm, keys: { from: 'copy', keys: copy } }
}

function refuseSecret(
  { title }: Engine,
  { token: { at } }: Catalog,
  algorithm: Algorithm | undefined,
): void {
  if (algorithm?.startsWith('HS')) fail('export-secret', { engine: title, algorithm }, at)
}
