import fc from 'fast-check'
import { expect } from 'vitest'
import { decode } from '../../../src/core/token/decode.js'
import { ALGORITHMS, type Algorithm } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import {
  AT,
  encode,
  forge,
  GOOD,
  headerOf,
  KEYS,
  NOW,
  signRaw,
  trustOf,
} from '../../core/token/support.js'
import { ask } from '../ask.js'
import { applied, changes, type Edit, edit, edited } from '../edits.js'
import { placeFor } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

interface Input {
  readonly algorithm: Algorithm
  /** Changes of a token with a valid signature. */
  readonly edits: readonly Edit[]
  /** How far the last character of a part is moved in the alphabet: the same bytes, if only unused bits change. */
  readonly moved?: { readonly part: number; readonly by: number }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
function moveLast(token: string, { part, by }: { part: number; by: number }): string {
  const parts = token.split('.')
  const text = parts[part] ?? ''
  const last = ALPHABET[ALPHABET.indexOf(text.slice(-1)) ^ by] ?? ''
  parts[part] = text.slice(0, -1) + last
  return parts.join('.')
}

const tokens = new Map<Algorithm, string>()
function tokenOf(algorithm: Algorithm): string {
  const known = tokens.get(algorithm)
  if (known !== undefined) return known
  const made = forge(headerOf(KEYS[algorithm]), { ...GOOD, scope: 'read' }, KEYS[algorithm])
  tokens.set(algorithm, made)
  return made
}
const place = placeFor({})
const algorithm = fc.constantFrom(...ALGORITHMS)
const WORDS = [
  '.',
  '=',
  '-',
  '_',
  '+',
  'eyJ',
  'Bearer ',
  'A',
  encode({ alg: 'none' }),
  encode({ alg: 'HS256', kid: 'k1' }),
]

/** A changed token is never accepted; the only other spellings are those that are stripped. */
export const token = target<Input>({
  name: 'token',
  inputs: fc.oneof(
    { weight: 4, arbitrary: fc.record({ algorithm, edits: changes(edit(WORDS)) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        algorithm,
        edits: fc.constant([]),
        moved: fc.record({ part: fc.nat(2), by: fc.integer({ min: 1, max: 63 }) }),
      }),
    },
  ),
  controls: ALGORITHMS.map((each) => ({ algorithm: each, edits: [] })),
  async check({ algorithm: name, edits, moved }) {
    const right = tokenOf(name)
    const changed = edits.reduce(applied, right)
    const text = moved ? moveLast(changed, moved) : changed
    const stripped = text
      .replace(/^\ufeff/, '')
      .replace(/^bearer /i, '')
      .replace(/\r?\n$/, '')
    const { kind } = await verify(text, trustOf(KEYS[name]), AT)
    expect(kind === 'verified').toBe(stripped === right || text === right)
    const { exit, stdout } = await ask(['decode', '-', '--json'], { cwd: place(), input: text })
    if (kind === 'verified') expect(exit).toBe(0)
    if (exit === 0) expect(stdout).toContain('"verified":false')
    return kind === 'verified' ? 'accepted' : 'refused'
  },
})

interface Signed {
  readonly header: string
  readonly payload: string
}
const HEADER = headerOf(KEYS.HS256)
const CLAIMS = {
  ...GOOD,
  aud: ['items-api', 'other'],
  scope: 'read',
  nbf: NOW - 10,
  roles: ['editor'],
}
const NAMES = [
  'exp',
  'nbf',
  'iat',
  'aud',
  'iss',
  'sub',
  'scope',
  'crit',
  'b64',
  'zip',
  'kid',
  'typ',
  'alg',
  `${NOW}`,
  'items-api',
]
const VALUES = [
  NOW,
  NOW + 1,
  NOW - 1,
  NOW * 1000,
  ['items-api'],
  'items-api',
  'https://idp.test',
  'none',
  'RS256',
  'k1',
  'JWT',
]

/** What is signed by the right key, but says something else: accepted only if each claim that decides is right. */
export const claims = target<Signed>({
  name: 'claims',
  inputs: fc.oneof(
    fc.record({
      header: fc.constant(JSON.stringify(HEADER)),
      payload: fc.oneof(
        editedTree([CLAIMS], { yaml: false, values: VALUES }),
        edited([JSON.stringify(CLAIMS)], NAMES),
      ),
    }),
    fc.record({
      header: fc.oneof(
        editedTree([HEADER], { yaml: false, values: VALUES }),
        edited([JSON.stringify(HEADER)], NAMES),
      ),
      payload: fc.constant(JSON.stringify(CLAIMS)),
    }),
  ),
  controls: [{ header: JSON.stringify(HEADER), payload: JSON.stringify(CLAIMS) }],
  async check({ header, payload }) {
    const input = `${encode(header)}.${encode(payload)}`
    const text = `${input}.${signRaw(input, KEYS.HS256).toString('base64url')}`
    const { kind } = await verify(text, trustOf(KEYS.HS256), AT)
    if (kind !== 'verified') {
      decode(text)
      return 'refused'
    }
    const [head, said] = [JSON.parse(header), JSON.parse(payload)]
    expect(head).toMatchObject({ alg: 'HS256' })
    if ('kid' in head) expect(head.kid).toBe('k1')
    for (const name of ['crit', 'b64', 'zip']) expect(Object.hasOwn(head, name), name).toBe(false)
    expect(said).toMatchObject({ iss: 'https://idp.test', sub: expect.stringMatching(/./s) })
    expect([said.aud].flat()).toContain('items-api')
    expect(said.exp).toBeGreaterThan(NOW)
    for (const name of ['nbf', 'iat']) {
      if (Object.hasOwn(said, name)) expect(said[name]).toBeLessThanOrEqual(NOW)
    }
    return 'accepted'
  },
})
