import type { TokenSettings } from '../catalog/model.js'

const USUAL_PORT = 8000

/** The catalog's issuer as a URL of this machine, if a server here can have that URL. */
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

/** The port of the issuer of the catalog's tokens, if it can be on this machine. */
export function issuerPort(token: Pick<TokenSettings, 'issuers'>): number | undefined {
  const url = ownIssuer(token)
  return url && portOf(url)
}

/** The default port: the one in the issuer of the catalog's tokens. */
export const usualPort = (token: Pick<TokenSettings, 'issuers'>): number =>
  issuerPort(token) ?? USUAL_PORT

/** The URL of this server at `port`: as written in the issuer, if that resolves to here. */
export function serverUrl(token: Pick<TokenSettings, 'issuers'>, port: number): string {
  const url = ownIssuer(token)
  return url && portOf(url) === port ? url.origin : `http://127.0.0.1:${port}`
}
