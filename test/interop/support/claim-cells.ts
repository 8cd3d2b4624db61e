import { encodeBase64url } from '../../../src/core/token/base64url.js'
import { makeKey } from '../../../src/io/make-key.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { loadCatalog } from '../../support/generators.js'
import { type ExportCell, type ExportWorld, exportWorld } from './export-cells.js'

/** How a catalog reads scopes and roles. */
export const CLAIM_SETTINGS: readonly object[] = [
  {},
  { scope_claim: '/x/y', role_claim: '/r/roles' },
  { scope_claim: ['scp', 'scope'], role_claim: 'roles' },
  { scope_claim: 'scope', scope_format: 'array', subject: 'optional' },
]

/** Members of the claims, as text. */
const MEMBERS = [
  ...['"scope":"read"', '"scope":null', '"scope":null,"scp":"read"', '"scope":"read","scp":null'],
  ...['"scope":"read","scp":["read"]', '"scope":"read write","scp":["write","read","read"]'],
  ...['"scope":"read","scp":"write"', '"scp":{"read":1}', '"scope":{"read":true},"scp":["read"]'],
  ...['"x":null', '"x":["y","read"]', '"x":"y"', '"x":{"y":"read"}', '"x":{"y":["read"]}'],
  ...['"x":{"y":null}', '"x":{"y":{"read":1}}', '"x":{"y":["read",7]}', '"x":{"y":"read","y":""}'],
  ...['"roles":"reader"', '"roles":["reader"]', '"roles":{"reader":1}', '"roles":["reader",1]'],
  ...['"roles":null,"scope":"read"', '"r":{"roles":"reader"}', '"r":{"roles":["reader"]}'],
  ...['"r":["roles"]', '"r":{"roles":[["reader"]]}', '"scope":["read"]', '"scope":["read",null]'],
  ...['"scope":[]', '"scope":"  read  "', '"scope":"read\\twrite"', '"scope":"\\u0072ead"'],
  ...['"scope":"read","note":"\\"scope\\":null,{[}]"', '"scope":"read","note":",\\"exp\\":1"'],
  ...['"scope":"read","note":{"exp":1,"crit":2}', '"scope":"read","a":[{"b":1},{"b":2}]'],
  ...[
    '"scope":"read","a":[{"b":1,"b":2}]',
    '"scope":"read","a":":","b":1',
    '"scope":"read","a:b":1',
  ],
  ...['"scope":"read","a":1,":a":2', '"scope":"read",":a":1,":a":2', '"scope":"read","a":[[],{}]'],
  ...['"scope":"read","sub":"","x":1', '"scope":"read","client":"\\ud83d\\ude00"'],
]

/** Tokens whose claims engines read in different ways, at a route for each kind of requirement. */
export async function claimCells(
  settings: object,
): Promise<{ world: ExportWorld; cells: ExportCell[] }> {
  const catalog = loadCatalog({
    token: { issuer: 'https://idp.test', audience: 'api', ...settings },
    scopes: { read: 'Read', write: 'Write' },
    roles: { reader: { scopes: ['read'] } },
    routes: { 'GET /a': 'read', 'GET /b': { all: ['read', 'write'] }, 'GET /c': 'authenticated' },
  })
  const now = Math.floor(Date.now() / 1000)
  const key = await makeKey('ES256')
  const { header, sign } = rawSigner(key, undefined)
  const part = (text: string): string => encodeBase64url(new TextEncoder().encode(text))
  const cells = MEMBERS.flatMap((members) => {
    const own = members.includes('"sub"') ? '' : '"sub":"alice",'
    const claims = `{"iss":"https://idp.test","aud":"api",${own}"exp":${now + 600},${members}}`
    const input = `${part(JSON.stringify(header))}.${part(claims)}`
    const token = `${input}.${encodeBase64url(sign(input))}`
    return ['/a', '/b', '/c'].map((target) => ({ who: members, token, method: 'GET', target }))
  })
  return { world: exportWorld(catalog, key, now), cells }
}
