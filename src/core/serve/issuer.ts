import type { TokenSettings } from '../catalog/model.js'

const USUAL_PORT = 8000

/** The catalog's issuer as a URL of this machine, where it is one that a server here can have. */
function ownIssuer({ issuers }: Pick<TokenSettings, 'issuers'>): URL | undefined {
  const [text] = issuers === 'any' ? [] : issuers
  if (text === undefined || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const isHere = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  const isPlain =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return url.protocol === 'http:' && isHere && isPlain ? url : undefined
}

const portOf = (url: URL): number => (url.port === '' ? 80 : Number(url.port))

/** The port at which the issuer of the catalog's tokens is to be found, if it can be here. */
export function issuerPort(token: Pick<TokenSettings, 'issuers'>): number | undefined {
  const url = ownIssuer(token)
  return url && portOf(url)
}

/** Where to listen if nobody says: where the catalog's tokens say they are from. */
export const usualPort = (token: Pick<TokenSettings, 'issuers'>): number =>
  issuerPort(token) ?? USUAL_PORT

/** What this server is called at `port`: as the issuer is written, if that leads here. */
export function serverUrl(token: Pick<TokenSettings, 'issuers'>, port: number): string {
  const url = ownIssuer(token)
  return url && portOf(url) === port ? url.origin : `http://127.0.0.1:${port}`
}
