import type { Access, LoadOptions } from '../../src/node.js'

const BODY = `scopes: { read: Read, write: Write, admin: { description: All, implies: [read] } }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read, "GET /items/{id}": read, "GET /{x}/new": write, GET /new: undecided, "GET /users/:id": read }
profiles: { dev: { key: "env:DEV" }, prod: { key: "https://idp.test/jwks" } }
`
export const catalog = (token: string, body = BODY): string => `token: { ${token} }\n${body}`
export const SIGNED = catalog(
  'algorithm: HS256, key: env:K, issuer: https://idp.test, audience: api',
)
export const USERS =
  'users: { ann: { roles: [reader] }, off: { disabled: true } }\nclients: { bot: {} }\n'

export type Files = Readonly<Record<string, string>>
/** A way to go wrong, in files, keys, variables or calls. */
export interface Situation {
  readonly files: Files
  readonly options?: LoadOptions
  readonly prepare?: (dir: string) => void
  readonly file?: string
  /** What is done after loading; default: all that needs a key. */
  readonly ask?: (access: Access) => readonly unknown[]
}
