import { createPublicKey } from 'node:crypto'
import { chmodSync } from 'node:fs'
import fc from 'fast-check'
import { expect } from 'vitest'
import { thumbprint } from '../../../src/core/token/key-rules.js'
import type { Algorithm } from '../../../src/core/token/model.js'
import { forge, GOOD, headerOf, KEYS, NOW } from '../../core/token/support.js'
import { publicKey } from '../../support/published-key.js'
import { ask, expectHidden } from '../ask.js'
import { edited } from '../edits.js'
import { placeFor } from '../place.js'
import { target } from '../target.js'

// An input has the names of a key's values (`<n>`) and not the values: those are made for each run and never printed.

type Values = Readonly<Record<string, string>>
const ALGORITHMS = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const
interface Input {
  readonly algorithm: (typeof ALGORITHMS)[number]
  readonly text: string
}

const VALUES: Readonly<Record<string, Values>> = Object.fromEntries(
  ALGORITHMS.map((algorithm) => {
    const { jwk } = KEYS[algorithm]
    const pem = jwk.kty === 'oct' ? '' : publicKey(jwk).export({ type: 'spki', format: 'pem' })
    return [algorithm, { ...(jwk as unknown as Values), pem: String(pem) }]
  }),
)

/** `<n>` is the value, `<n~7>` the same with its seventh character changed, `<n~-7>` only its first seven. */
const expanded = (text: string, values: Values): string =>
  text.replace(/<(\w+)(?:~(-?\d+))?>/g, (all, name: string, at?: string) => {
    const value = values[name]
    if (value === undefined || at === undefined) return value ?? all
    const place = Math.abs(Number(at)) % (value.length || 1)
    if (at.startsWith('-')) return value.slice(0, place)
    return `${value.slice(0, place)}${value[place] === 'A' ? 'B' : 'A'}${value.slice(place + 1)}`
  })

const jwkText = (algorithm: Algorithm, isPrivate: boolean): string => {
  const { jwk } = KEYS[algorithm]
  const kept = Object.entries(jwk).filter(
    ([name]) => isPrivate || jwk.kty === 'oct' || ['kty', 'crv', 'n', 'e', 'x', 'y'].includes(name),
  )
  const named = kept.map(([name, value]) => [
    name,
    /^(?:kty|crv|e)$/.test(name) ? value : `<${name}>`,
  ])
  return JSON.stringify({ ...Object.fromEntries(named), kid: 'k1', alg: algorithm, use: 'sig' })
}
const textsFor = (algorithm: Algorithm): string[] => [
  jwkText(algorithm, false),
  jwkText(algorithm, true),
  `{"keys":[${jwkText(algorithm, false)}]}`,
  ...(algorithm === 'HS256' ? ['<k>\n'] : ['<pem>']),
]
const WORDS = [
  '<n>',
  '<n~5>',
  '<x~3>',
  '<y~-4>',
  '<d>',
  '<d~9>',
  '<p>',
  '<q~2>',
  '<k>',
  '<k~3>',
  '<k~-9>',
  '<pem>',
  '<pem~70>',
  '<pem~-90>',
]
const MORE = [
  '"enc"',
  '"verify"',
  '"key_ops":["sign"]',
  'oct',
  'RSA',
  'EC',
  'OKP',
  'P-384',
  'AQAB',
  '-----BEGIN PRIVATE KEY-----',
  'keys',
]

const place = placeFor({})
const made = new Map<string, string>()
const tokenBy = (algorithm: Algorithm): string => {
  const key = KEYS[algorithm]
  const text = made.get(algorithm) ?? forge(headerOf(key), GOOD, key)
  made.set(algorithm, text)
  return text
}

/** A key is the right one or none: a token is accepted only if the file has the public values that it was signed with. */
export const keys = target<Input>({
  name: 'keys',
  weight: 2,
  inputs: fc
    .constantFrom(...ALGORITHMS)
    .chain((algorithm) =>
      edited(textsFor(algorithm), [...WORDS, ...MORE]).map((text) => ({ algorithm, text })),
    ),
  controls: ALGORITHMS.flatMap((algorithm) =>
    textsFor(algorithm)
      .filter((text) => algorithm !== 'HS256' || !text.includes('keys'))
      .filter((text) => text !== '<k>\n')
      .map((text) => ({ algorithm, text })),
  ),
  async check({ algorithm, text }) {
    const values = VALUES[algorithm] ?? {}
    const content = expanded(text, values)
    const cwd = place({ 'key.file': content, 'token.jwt': tokenBy(algorithm) })
    const trust = ['--key', 'file:key.file', '--algorithm', algorithm]
    const named = [...trust, '--issuer', 'https://idp.test', '--audience', 'items-api']
    const args = ['verify', 'file:token.jwt', ...named, '--at', `${NOW}`]
    const { exit, stdout, stderr } = await ask(args, { cwd })
    const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].map((name) => values[name])
    expectHidden(`${stdout}${stderr}`, secrets)
    if (exit !== 0) {
      expect((await ask([...args, '--json'], { cwd })).exit).toBe(exit)
      return 'refused'
    }
    expect(hasKey(content, values), text).toBe(true)
    return 'accepted'
  },
})

/** Whether the values of the key are in the text, as JSON or as PEM. */
function hasKey(content: string, values: Values): boolean {
  const publics = ['n', 'e', 'x', 'y', 'crv', 'k'].filter((name) => values[name] !== undefined)
  const isIt = (jwk: object | null) => publics.every((name) => Object(jwk)[name] === values[name])
  try {
    const read = JSON.parse(content.replace(/^\ufeff/, ''))
    return (Array.isArray(read.keys) ? read.keys : [read]).some(isIt)
  } catch {
    if (values['kty'] === 'oct')
      return Buffer.from(content.trim()).toString('base64url') === values['k']
    // Text before and after the block is ignored (RFC 7468 §2).
    const [block = ''] = /-----BEGIN ([A-Z ]+)-----.*?-----END \1-----/s.exec(content) ?? []
    return isIt(createPublicKey(block).export({ format: 'jwk' }))
  }
}

/** The key ring: private keys that the program wrote itself, as somebody or a full disk has left them. */
export const ring = target<string>({
  name: 'ring',
  inputs: edited(
    [ringText()],
    [...WORDS, '<kid>', 'keys', '"created":', '"use":', 'ES256', '"retired":true'],
  ),
  controls: [ringText()],
  async check(text) {
    const values: Values = { ...VALUES['ES256'], kid: await thumbprint(KEYS.ES256.jwk) }
    const cwd = place({
      'scopes.yaml':
        'token: { issuer: any, audience: any }\nscopes: { read: "" }\nroles: { r: { scopes: [read] } }\nroutes: {}\n',
      '.scopectl/keys.json': expanded(text, values),
    })
    chmodSync(`${cwd}/.scopectl`, 0o700)
    chmodSync(`${cwd}/.scopectl/keys.json`, 0o600)
    const all = await Promise.all([
      ask(['keys', 'list', '--json'], { cwd }),
      ask(['keys', 'jwks'], { cwd }),
      ask(['token', '--role', 'r'], { cwd }),
    ])
    for (const { stdout, stderr } of all) expectHidden(`${stdout}${stderr}`, [values['d']])
    return all.every(({ exit }) => exit === 0) ? 'accepted' : 'refused'
  },
})

function ringText(): string {
  const { kid: _, use: __, ...key } = JSON.parse(jwkText('ES256', true))
  return JSON.stringify({ keys: [{ ...key, kid: '<kid>', created: '2026-11-28T06:28:22.000Z' }] })
}
