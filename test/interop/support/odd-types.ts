import { encodeBase64url } from '../../../src/core/token/base64url.js'
import { withClaim } from '../../../src/core/token/pointer.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { claimsOf, type ExportCell, type ExportWorld, ownRequests } from './export-cells.js'

const PARTIES = [7, null, true, '', {}, [], ['x'], [7], [['x']], [null]]
const TIMES = [-1, -0.5, -0.0, 0.5, 2 ** 53, 2 ** 63, 2 ** 64 - 2048, 2 ** 64, 1e20, 1e300]

/** Tokens with claims of types and sizes that parsers refuse, also where nothing depends on them, at each route. */
export function oddTypes(world: ExportWorld): ExportCell[] {
  const { catalog, key } = world
  const { header, sign } = rawSigner(key, catalog.token.type)
  const part = (value: object): string =>
    encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
  const good = claimsOf(world, [...catalog.scopes.keys()])
  const odd = [
    ...['jti', 'iss', 'aud', 'sub'].flatMap((name) => PARTIES.map((value) => ({ name, value }))),
    ...['exp', 'nbf', 'iat'].flatMap((name) => TIMES.map((value) => ({ name, value }))),
  ]
  const tokens = odd.map(({ name, value }) => {
    const input = `${part(header)}.${part(withClaim(good, name, value))}`
    const token = `${input}.${encodeBase64url(sign(input))}`
    return { who: `\`${name}\` ${JSON.stringify(value)}`, token }
  })
  return ownRequests(catalog).flatMap((request) => tokens.map((each) => ({ ...each, ...request })))
}
