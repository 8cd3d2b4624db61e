import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { FLAW_NAMES, FLAWS } from '../../../src/core/issue/flaws.js'
import { thumbprint } from '../../../src/core/token/key-rules.js'
import { scopectlHere } from '../../support/in-process.js'
import type { Case, Row } from '../row.js'
import { catalogOf } from '../world.js'
import { DEVELOPMENT, ISSUE, withKey } from './key-cases.js'
import { issued, unissued } from './minting.js'
import { each } from './token-cases.js'

const BARE = { 'scopes.yaml': catalogOf('token: { scope_claim: scope }') }
/** The claims of a token without issuer and audience: those that are left out are in no other place either. */
const UNADDRESSED =
  /"claims":\{"sub":"role:viewer","iat":\d+,"exp":\d+,"jti":"[\w-]+","scope":"read"\}/

/** Each is issued and has a valid signature; the others are those that anybody can make. */
const SIGNED = FLAW_NAMES.filter((flaw) => FLAWS[flaw].needsRightKey)
/** Can be made with the catalog of world.ts. */
const POSSIBLE = SIGNED.filter(
  (flaw) => !/^(?:wrong-type|scope-claim-other|implied-only)$/.test(flaw),
)
const WITH_CONSENT = '--with-configured-key'

/** The `jti` of many tokens. */
async function severalTokens(cwd: string): Promise<string[]> {
  const runs = await Promise.all(
    Array.from({ length: 50 }, () => scopectlHere([...ISSUE, '--json'], { cwd })),
  )
  return runs.map(({ stdout }) => JSON.parse(stdout).claims.jti)
}
/** A new key in a file, as a JWK; a secret is its text. */
async function newKey(cwd: string, file: string, algorithm: string) {
  const { exit, stderr } = await scopectlHere(
    ['keys', 'new', '-o', file, '--algorithm', algorithm],
    { cwd },
  )
  expect(exit, stderr).toBe(0)
  const text = readFileSync(join(cwd, file), 'utf8').trim()
  return text.startsWith('{') ? JSON.parse(text) : { kty: 'oct', k: text }
}
const keysOf = (algorithm: string, bytes: number): Case => ({
  what: `two keys for ${algorithm} differ, and have ${bytes} bytes`,
  args: ['keys', 'new', '-o', 'c.json', '--algorithm', algorithm],
  exit: 0,
  async setUp(cwd) {
    const [a, b] = [await newKey(cwd, 'a.json', algorithm), await newKey(cwd, 'b.json', algorithm)]
    const secret = (jwk: { k?: string; d?: string }) => jwk.k ?? jwk.d ?? ''
    expect(secret(a)).not.toBe(secret(b))
    for (const jwk of [a, b]) {
      expect(Buffer.from(secret(jwk), 'base64url').length).toBeGreaterThanOrEqual(bytes)
      if (jwk.kty !== 'oct') expect(jwk.kid).toBe(await thumbprint(jwk))
    }
  },
})
const sources = (): string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

/** `verify` of a token with a flaw that was issued for the catalog of world.ts. */
const verified = (flaw: string, flags: readonly string[], reason: string): Case => ({
  what: `${flaw}: refused with the configured key, as ${reason}`,
  args: ['verify', '--token', 'file:t.jwt'],
  exit: 3,
  stdout: new RegExp(`^refused ${reason}\n`),
  async setUp(cwd) {
    const { stdout } = await scopectlHere([...ISSUE, '--flaw', flaw, ...flags], { cwd })
    writeFileSync(join(cwd, 't.jwt'), stdout)
  },
})

const DATED = /^warning: the token is dated 2027-01-15 08:00:00Z, as set by --at$/m
const JANUARY = ['--at', '2027-01-15T08:00:00Z']

export const MINTING_KEY_ROWS: readonly Row[] = [
  {
    id: 'MINT5',
    input: 'no issuer, audience or key in the catalog',
    behaviour: 'no `iss`, no `aud`; the development key, which is reported on stderr',
    rule: 'RFC 9068 §2.2',
    cases: [
      { what: 'neither', args: [...ISSUE, '--json'], files: BARE, exit: 0, stdout: UNADDRESSED },
      {
        what: '`any` is not written either',
        args: [...ISSUE, '--json'],
        files: {
          'scopes.yaml': catalogOf('token: { issuer: any, audience: any, scope_claim: scope }'),
        },
        exit: 0,
        stdout: UNADDRESSED,
      },
      {
        what: 'no key: a new one is reported',
        args: ISSUE,
        files: BARE,
        exit: 0,
        stdout: /^eyJ[\w.-]+\n$/,
        stderr: /^note: created a development key in `\.scopectl`/,
      },
      {
        what: 'no key, in JSON',
        args: [...ISSUE, '--json'],
        files: BARE,
        exit: 0,
        stdout: /"notes":\[\{"code":"ring-made"/,
      },
      unissued('no key, but another algorithm', [], 'development-key-algorithm', {
        files: { 'scopes.yaml': catalogOf('token: { algorithm: HS256 }') },
      }),
      unissued('a key that is unset', [], 'env-unset', { files: withKey('env:K') }),
      unissued('the audience `any` by a flag', ['--audience', 'any'], 'audience-any'),
    ],
    controls: [
      issued('both', [], '"iss":"https://idp.test","sub":"role:viewer","aud":"items-api"'),
      issued('the audience by a flag', ['--audience', 'other'], '"aud":"other"', { files: BARE }),
    ],
  },
  {
    id: 'MINT6',
    input: '`jti` and new keys',
    behaviour: 'at least 128 bits from the random source for cryptography',
    cases: [
      issued('50 tokens have 50 values of 128 bits', [], '"jti":"[\\w-]{22}"', {
        async setUp(cwd) {
          const all = await severalTokens(cwd)
          expect(new Set(all).size).toBe(50)
          // Each bit is 0 in some and 1 in others: a counter or a time would keep its upper ones.
          const bytes = all.map((jti) => Buffer.from(jti, 'base64url'))
          for (const at of Array(16).keys()) {
            expect(bytes.reduce((bits, value) => bits | (value[at] ?? 0), 0)).toBe(255)
            expect(bytes.reduce((bits, value) => bits & (value[at] ?? 0), 255)).toBe(0)
          }
        },
      }),
      {
        what: 'Math.random is nowhere in the program',
        args: ISSUE,
        exit: 0,
        setUp() {
          expect(sources()).toContain(join('commands', 'new-jti.ts'))
          const weak = sources().filter((name) =>
            /Math\s*\.\s*random|Math\[/.test(readFileSync(join('src', name), 'utf8')),
          )
          expect(weak).toEqual([])
        },
      },
    ],
    controls: [keysOf('HS256', 32), keysOf('HS512', 64), keysOf('ES256', 32), keysOf('EdDSA', 32)],
  },
  {
    id: 'MINT7',
    input: 'a flawed token that needs a valid signature, with a configured key',
    behaviour:
      'only with --with-configured-key, with a warning; the others are signed by a key of this run',
    cases: [
      ...each([...SIGNED, 'all'], (flaw, what) =>
        unissued(what, ['--flaw', flaw], 'flaw-needs-consent'),
      ),
      ...each(POSSIBLE, (flaw, what) => ({
        what: `${what} with consent: a warning, with -q too`,
        args: [...ISSUE, '--flaw', flaw, WITH_CONSENT, '-q'],
        exit: 0,
        stdout: /^eyJ[\w.-]+\n$/,
        stderr: /^warning: the configured key signed this token with the flaw `[^\n]*\n$/,
      })),
      {
        what: 'all with consent: each is named, and there is one warning',
        args: [...ISSUE, '--flaw', 'all', WITH_CONSENT],
        exit: 0,
        stdout: /^expired +401 expired +eyJ[\s\S]*^unscoped +403 /m,
        stderr: /^warning: the configured key signed 8 of these tokens: [^\n]*$/m,
      },
      issued('in JSON', ['--flaw', 'expired', WITH_CONSENT], '', {
        stdout: /"flaw":"expired"[\s\S]*"code":"flaw-signed"/,
      }),
      issued('it lives for a minute', ['--flaw', 'wrong-issuer', WITH_CONSENT], '', {
        stdout: /"expires_in":60,/,
      }),
      verified('wrong-key', [], 'bad-signature'),
      verified('wrong-key', [WITH_CONSENT], 'bad-signature'),
      verified('bad-signature', [], 'bad-signature'),
      verified('alg-none', [], 'wrong-algorithm'),
      verified('expired', [WITH_CONSENT], 'expired'),
      unissued('an unknown flaw', ['--flaw', 'expird', WITH_CONSENT], 'unknown-flaw'),
    ],
    controls: [
      {
        what: 'the development key needs no consent',
        args: [...ISSUE, '--flaw', 'all'],
        files: { 'scopes.yaml': DEVELOPMENT },
        exit: 0,
        stdout: /^expired /m,
        never: /configured key/,
      },
      {
        what: 'a good token',
        args: ISSUE,
        exit: 0,
        stdout: /^eyJ/,
        never: /configured key signed/,
      },
    ],
  },
  {
    id: 'MINT8',
    input: 'a time set by `--at` for a token',
    behaviour: 'the token is dated as it says, with a warning; not a time that no token can have',
    cases: [
      { what: 'it is reported', args: [...ISSUE, ...JANUARY], exit: 0, stderr: DATED },
      { what: 'with -q', args: [...ISSUE, ...JANUARY, '-q'], exit: 0, stderr: DATED },
      issued('`iat` and `exp` are of that time', JANUARY, '"iat":1800000000,"exp":1800000900'),
      issued('in JSON', JANUARY, '', { stdout: /"code":"clock-set"/ }),
      {
        what: 'with a flaw',
        args: [...ISSUE, ...JANUARY, '--flaw', 'unscoped', WITH_CONSENT],
        exit: 0,
        stderr: DATED,
      },
      unissued('iat', ['--at', 'iat'], 'iat-unreadable'),
      ...each(['yesterday', '', 'NaN', '1e300', '2027-02-30T00:00:00Z', '2027-13-01'], (at, what) =>
        unissued(what, [`--at=${at}`], '(?:bad-time|empty-value)'),
      ),
      unissued('before 1970', ['--at=-1'], '(?:bad-time|unknown-flag)'),
    ],
    controls: [
      { what: 'the time of the clock', args: ISSUE, exit: 0, never: /is dated/ },
      {
        what: 'a question at a time issues nothing',
        args: ['check', '--role', 'viewer', '--need', 'read', ...JANUARY],
        exit: 0,
        never: /is dated/,
      },
    ],
  },
]
