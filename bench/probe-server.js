/** An API that does what the catalog says whose routes are in ROUTES, with HS256 tokens. It prints its port. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const routes = new Map(JSON.parse(readFileSync(process.env.ROUTES, 'utf8')))
const secret = process.env.SECRET_KEY
const seen = new Map()

/** The scopes of an acceptable token. */
function scopesOf(token) {
  if (seen.has(token)) return seen.get(token)
  if (seen.size > 10_000) seen.clear()
  const scopes = read(token)
  seen.set(token, scopes)
  return scopes
}

function read(token) {
  const end = token.lastIndexOf('.')
  const mac = createHmac('sha256', secret).update(token.slice(0, end)).digest('base64url')
  if (mac !== token.slice(end + 1)) return undefined
  const [header, claims] = token
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  const now = Date.now() / 1000
  const isValid =
    header.alg === 'HS256' &&
    claims.exp > now &&
    !(claims.nbf > now) &&
    claims.iss === 'https://idp.test' &&
    claims.aud === 'api'
  return isValid ? (typeof claims.scope === 'string' ? claims.scope.split(' ') : []) : undefined
}

const server = createServer(({ url, method, headers }, response) => {
  const alternatives = routes.get(url)
  if (!alternatives) return response.writeHead(404).end()
  if (method !== 'GET') return response.writeHead(405).end()
  const end = (status, challenge) =>
    response.writeHead(status, { 'www-authenticate': challenge }).end('{"error":"refused"}')
  const token = headers.authorization?.slice('Bearer '.length)
  const scopes = token && scopesOf(token)
  if (!scopes) return end(401, token ? 'Bearer error="invalid_token"' : 'Bearer')
  if (!alternatives.some((names) => names.every((name) => scopes.includes(name))))
    return end(403, 'Bearer error="insufficient_scope"')
  response.writeHead(200, { 'content-type': 'application/json' }).end(`{"url":"${url}","rows":3}`)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
