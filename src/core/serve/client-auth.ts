import { decodeUtf8 } from '../token/base64url.js'
import type { Client, Users } from '../users/model.js'
import { type PasswordHash, USUAL_COST } from '../users/password-hash.js'
import { decodePart, type Form } from './form.js'
import { oauthError, type Reply } from './reply.js'
import type { RequestFault } from './request-fault.js'
import type { Snapshot, Tools } from './snapshot.js'

export type ClientAuth =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'client'; readonly client: Client }
  | { readonly kind: 'refused'; readonly reply: Reply }

export interface TokenRequest {
  /** Every Authorization header of the request. */
  readonly authorization: readonly string[]
  readonly form: Extract<Form, { ok: true }>
}

/**
 * Which client of the catalog this is (RFC 6749 §2.3): HTTP Basic or `client_id` and `client_secret` in the form, not
 * both. A client without a secret, and a disabled one, cannot authenticate.
 */
export async function authenticateClient(
  { users }: Snapshot,
  { authorization, form }: TokenRequest,
  tools: Tools,
): Promise<ClientAuth> {
  const [header, second] = authorization
  if (second !== undefined) return refused({ is: 'several-authorization' })
  const basic = header === undefined ? undefined : readBasic(header)
  if (header !== undefined && !basic) return failed({ is: 'not-client-credentials' })
  const [id, secret] = [form.get('client_id'), form.get('client_secret')]
  // Swagger UI sends a Basic header without name and secret.
  const named = basic && !(basic.id === '' && basic.secret === '') ? basic : undefined
  if (named && secret !== undefined) return refused({ is: 'client-authenticates-twice' })
  if (named && id !== undefined && id !== named.id) return refused({ is: 'two-clients' })
  if (named) return await check(users, named.id, named.secret, tools)
  if (secret !== undefined && id === undefined) return refused({ is: 'client-id-missing' })
  if (id === undefined) return { kind: 'nobody' }
  return await check(users, id, secret ?? '', tools)
}

async function check(users: Users, id: string, secret: string, tools: Tools): Promise<ClientAuth> {
  const client = users.clients.get(id)
  const isRight = await tools.matches(hashOf(client?.secret, client, users), secret)
  return client && isRight ? { kind: 'client', client } : failed({ is: 'wrong-client' })
}

/**
 * The hash to compare a password or secret with. For an entry that is unknown or disabled, or has none, it is one that
 * nothing matches but takes as long as the real ones: response times do not reveal which names exist, and the secret of
 * a disabled entry is never remembered as right.
 */
export const hashOf = (
  hash: PasswordHash | undefined,
  entry: { readonly disabled: boolean } | undefined,
  users: Users,
): PasswordHash => (hash && !entry?.disabled ? hash : dummyHash(users))

function dummyHash(users: Users): PasswordHash {
  const [known] = [
    ...[...users.users.values()].flatMap(({ password }) => password ?? []),
    ...[...users.clients.values()].flatMap(({ secret }) => secret ?? []),
  ]
  return { ...(known ?? USUAL_COST), salt: new Uint8Array(16), hash: new Uint8Array(32) }
}

function readBasic(header: string): { readonly id: string; readonly secret: string } | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header) ?? []
  if (encoded === undefined) return undefined
  let bytes: Uint8Array
  try {
    bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
  const text = decodeUtf8(bytes)
  const at = text?.indexOf(':') ?? -1
  if (text === undefined || at < 0) return undefined
  // Both are form-encoded before they are joined (RFC 6749 §2.3.1).
  const [id, secret] = [decodePart(text.slice(0, at)), decodePart(text.slice(at + 1))]
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

const refused = (fault: RequestFault): ClientAuth => ({
  kind: 'refused',
  reply: oauthError(400, 'invalid_request', fault),
})

const failed = (fault: RequestFault): ClientAuth => ({
  kind: 'refused',
  reply: invalidClient(fault),
})

export const invalidClient = (fault: RequestFault): Reply =>
  oauthError(401, 'invalid_client', fault, { 'www-authenticate': 'Basic realm="scopectl"' })
