import type { Serving } from './serving.js'
import { tempDir } from './temp-dir.js'

/** `wonderland` and `s3cret`, at the lowest accepted cost. */
const PASSWORD =
  'scrypt$1024$8$1$AAECAwQFBgcICQoLDA0ODw$O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE'
const SECRET = 'scrypt$1024$8$1$AAECAwQFBgcICQoLDA0ODw$VUxwRnF5Q0Bp1ycKwv3w_8EsJ6Oi4nCZt63MbyI-8I4'

export const CATALOG = `
token: { issuer: http://localhost:8000, audience: items-api }
scopes: { read: Read, write: Write, admin: { description: All, implies: [write] } }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes:
  GET /items/: read
  POST /items/: write
  GET /health: public
`
export const USERS = `
users:
  alice: { roles: [editor], password: ${PASSWORD} }
  bob: {}
  carol: { disabled: true, password: ${PASSWORD} }
clients:
  ci: { scopes: [read, write], secret: ${SECRET} }
  off: { scopes: [read], secret: ${SECRET}, disabled: true }
  plain: { scopes: [read] }
`
export const files = (): string => tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
export const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export async function post(
  { port }: Serving,
  path: string,
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const type = 'application/x-www-form-urlencoded'
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
    headers: { 'content-type': type, ...headers },
  })
  const { status } = response
  return { status, headers: response.headers, body: (await response.json()) as Reply['body'] }
}
