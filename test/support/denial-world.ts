import { type CryptoKey, importJWK, SignJWT } from 'jose'
import { expect } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'
import { scopectlHere } from './in-process.js'
import { tempDir } from './temp-dir.js'

// A token is denied for a reason that is in the token and the catalog: the answer says which one it is, and the line that it
// proposes, written into the catalog, turns it into an allow.

const NOW = 1_767_268_800
export const at = String(NOW)
export const ISSUER = 'https://idp.test'
const { jwk } = await makeKey('ES256')
const privateKey = (await importJWK(jwk as never, 'ES256')) as CryptoKey
export const jwks = JSON.stringify({ keys: [{ ...publicJwk(jwk), kid: 'k1' }] })

export type Claims = Record<string, unknown>

export const issue = (claims: Claims): Promise<string> =>
  new SignJWT({ sub: 'u1', iss: ISSUER, aud: 'items-api', iat: NOW - 60, exp: NOW + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(privateKey)

/** Later lines take the place of earlier ones. `profile`: the lines of a profile; one beside it never changes. */
export function catalog(lines: readonly string[], profile?: readonly string[]): string {
  const usual = ['key: file:jwks.json', `issuer: ${ISSUER}`, 'audience: items-api']
  const settings = new Map([...usual, ...lines].map((line) => [line.split(':')[0], `  ${line}`]))
  const own = new Map((profile ?? []).map((line) => [line.split(':')[0], `    ${line}`]))
  const profiles =
    profile &&
    `profiles:
  auth0: ${own.size === 0 ? '{}' : `\n${[...own.values()].join('\n')}`}
  other: {}
`
  return `token:
${[...settings.values()].join('\n')}
${profiles ?? ''}scopes:
  items:read: Read items
  items:write: Write items
roles:
  viewer: { scopes: [items:read] }
  editor: { extends: [viewer], scopes: [items:write] }
routes:
  GET /items: items:read
  POST /items: items:write
`
}

export interface Answer {
  readonly exit: number
  readonly said: string
  readonly notes: readonly { code: string; message: string; hint: string | null }[]
}

export async function ask(
  lines: readonly string[],
  claims: Claims,
  line: readonly string[],
  profile?: readonly string[],
) {
  const cwd = tempDir({ 'scopes.yaml': catalog(lines, profile), 'jwks.json': jwks })
  const input = await issue(claims)
  const [asText, asJson] = await Promise.all([
    scopectlHere(line, { cwd, at, input }),
    scopectlHere([...line, '--json'], { cwd, at, input }),
  ])
  expect(asText.exit).toBe(asJson.exit)
  const said = (asText.stdout + asText.stderr).replace(/\s+/g, ' ')
  const document = JSON.parse(asJson.stdout)
  const notes = document.notes ?? [{ ...document.problem }]
  return { exit: asText.exit, said, notes, document } satisfies Answer & { document: unknown }
}

export const POST = ['check', '--route', 'POST /items']
