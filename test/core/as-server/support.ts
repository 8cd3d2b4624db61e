import { createHmac } from 'node:crypto'
import { answerAs } from '../../../src/core/as-server/answer.js'
import type { ServerAnswer } from '../../../src/core/as-server/model.js'
import type { ServerName } from '../../../src/core/as-server/names.js'
import type { Signer } from '../../../src/core/as-server/odd-tokens.js'
import { serverNamed } from '../../../src/core/as-server/servers.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { type Decision, decide } from '../../../src/core/decision/decide.js'
import { NO_TOKEN } from '../../../src/core/decision/presented.js'
import { askRoute } from '../../../src/core/decision/question.js'
import type { Key, Trust } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { catalogOf } from '../catalog/support.js'
import { NOW } from '../token/support.js'

const SECRET = 'only-for-these-tests-0123456789abcdef'
const hmac = (hash: string) => (input: string) => createHmac(hash, SECRET).update(input).digest()
/** Signed with the secret that the servers below have. */
export const signer: Signer = {
  header: { alg: 'HS256', typ: 'JWT' },
  sign: hmac('sha256'),
  others: [{ what: 'another HMAC with the same secret', alg: 'HS384', sign: hmac('sha384') }],
}

const KEY: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
}

/** Trust in the secret, and in no issuer and audience unless given. */
export const trustOf = (parties: Partial<Pick<Trust, 'issuers' | 'audiences'>>): Trust => ({
  algorithm: 'HS256',
  keys: [KEY],
  issuers: [],
  audiences: [],
  ...parties,
})

/** A catalog with one route of each kind, and these token settings. */
export const catalogWith = (token: object): Catalog =>
  catalogOf({
    token,
    scopes: { read: 'Read', write: 'Write', admin: { implies: ['write'] } },
    routes: {
      'GET /health': 'public',
      'GET /me': 'authenticated',
      'GET /items/': 'read',
      'POST /items/': 'read write',
      'DELETE /items/{id}': { any: ['write read', 'admin'] },
      'PUT /items/{id}': { any: ['write', 'admin'] },
      'GET /keys': { all: ['read', { scheme: 'ApiKey' }] },
    },
  })

export interface Both {
  readonly decision: Decision
  readonly server: ServerAnswer
}

/** Our own decision and the server's answer for the same token. */
export async function both(
  catalog: Catalog,
  server: ServerName,
  route: string,
  token?: string,
): Promise<Both> {
  const { issuers, audiences } = catalog.token
  const trust = trustOf({ issuers, audiences })
  const presented =
    token === undefined ? NO_TOKEN : await verify(token, trust, { now: NOW, leeway: 0 })
  const decision = decide(catalog, askRoute(catalog, route), presented)
  const sent = token === undefined ? undefined : { text: token, trust }
  return {
    decision,
    server: await answerAs(serverNamed(server), { catalog, decision, sent, now: NOW }),
  }
}

export function tokenWith(claims: object, header: object = {}): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const good = { sub: 'alice', iat: NOW, exp: NOW + 600 }
  const input = `${encode({ ...signer.header, ...header })}.${encode({ ...good, ...claims })}`
  return `${input}.${Buffer.from(signer.sign(input)).toString('base64url')}`
}
