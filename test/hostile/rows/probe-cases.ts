import type { IncomingMessage, RequestListener } from 'node:http'
import { listen } from '../listen.js'
import type { Case } from '../row.js'

export const PROBED = {
  'scopes.yaml': `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, write: Write }
roles: { viewer: { scopes: [read] } }
routes: { GET /a: read }
`,
  'users.yaml': 'users: {}\n',
}
/** Whether the token has the scope, without any other check. */
export const holds = (request: IncomingMessage, scope = 'read'): boolean => {
  const [, body = ''] = (request.headers.authorization ?? '').split('.')
  const claims = Buffer.from(body, 'base64url').toString()
  return claims.startsWith('{') && String(JSON.parse(claims).scope).split(' ').includes(scope)
}
/** Answers by the scopes of the token alone, without verifying it. */
export const guarded: RequestListener = (request, response) => {
  const status = holds(request) ? 200 : request.headers.authorization ? 403 : 401
  response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a resource":1}')
}
/** `probe` of a server that answers like this; its routes cannot be judged, unless the case says otherwise. */
export const probed = (what: string, answer: RequestListener, more: Partial<Case> = {}): Case => ({
  what,
  args: ['probe', '--timeout', '1s'],
  files: PROBED,
  exit: 2,
  never: /\benforced\b/,
  prepare: () => listen(answer),
  ...more,
})
/** Nothing is sent. */
export const planned: Case = {
  what: 'a URL on this machine',
  args: ['probe', 'http://127.0.0.1:1', '--dry-run'],
  files: PROBED,
  exit: 0,
  stdout: /GET \/a/,
}
/** Always the same answer. */
export const text =
  (body: string, headers = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(200, headers).end(body)
