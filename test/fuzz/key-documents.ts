import { GOOD, KEYS } from '../core/token/support.js'
import { doc, part, WORLD } from './document.js'
import { SMALL } from './place.js'

const OF_KEYS = ['ES256', 'HS256', 'RS256', 'EdDSA'] as const
const trust = (algorithm: string) =>
  `--key file:key.json --algorithm ${algorithm} --issuer any --audience any`
const isPublic = (name: string) => !['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(name)
/** Key files of each kind, and sets of keys. */
export const KEY_FILES = OF_KEYS.flatMap((algorithm) => {
  const key = { ...KEYS[algorithm].jwk, kid: 'k1', alg: algorithm, use: 'sig' }
  const shared = Object.fromEntries(Object.entries(key).filter(([name]) => isPublic(name)))
  const set = { keys: [shared, { ...shared, kid: 'k2', key_ops: ['verify'] }] }
  const lines = (value: unknown) => [
    `verify file:token.jwt ${trust(algorithm)} --json`,
    `check file:token.jwt --need read ${trust(algorithm)}`,
    'keys list -c keyed.yaml',
    'keys jwks -c keyed.yaml',
    'token --role viewer -c keyed.yaml',
    'lock -c keyed.yaml',
    'lint -c keyed.yaml',
    'export opa opa --force -c keyed.yaml',
    'export envoy envoy --force -c keyed.yaml',
    ...(value === key ? [`init --yes --force -c new.yaml ${trust(algorithm)}`] : []),
  ]
  const files = { ...WORLD, 'keyed.yaml': keyedBy(algorithm), 'token.jwt': tokenOf(algorithm) }
  return [
    doc(`key ${algorithm}`, 'key.json', [key], lines(key), { files, exit: 3 }),
    ...(algorithm === 'HS256'
      ? []
      : [doc(`keys ${algorithm}`, 'key.json', [set], lines(set), { files, exit: 3 })]),
  ]
})
/** A catalog whose key is that file. */
export function keyedBy(algorithm: string): string {
  const token = `${algorithm}, scope_claim: scope, scope_format: string`
  return SMALL.replace('env:KEY', 'file:key.json').replace('HS256', token)
}
function tokenOf(algorithm: string): string {
  return `${part({ alg: algorithm, kid: 'k1' })}.${part({ ...GOOD, scope: 'read' })}.${'A'.repeat(86)}`
}
