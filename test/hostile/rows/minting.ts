import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scopectlHere } from '../../support/in-process.js'
import type { Case, Row } from '../row.js'
import { catalogOf, TOKEN } from '../world.js'
import { ISSUE } from './key-cases.js'
import { each } from './token-cases.js'

/** `token` refuses the flags with this code, and prints no token. */
export const unissued = (
  what: string,
  flags: readonly string[],
  code: string,
  more: Partial<Case> = {},
): Case => ({
  what,
  args: [...ISSUE, ...flags],
  exit: 2,
  stdout: /^$/,
  stderr: new RegExp(`^error\\[${code}\\]`),
  ...more,
})
/** `token` prints a token with these claims, in this order. */
export const issued = (
  what: string,
  flags: readonly string[],
  claims: string,
  more: Partial<Case> = {},
): Case => ({
  what,
  args: [...ISSUE, ...flags, '--json'],
  exit: 0,
  stdout: new RegExp(`"claims":\\{[^}]*${claims}`),
  ...more,
})
/** The catalog of world.ts with more in `token:`. */
const set = (more: string, token = TOKEN): Record<string, string> => ({
  'scopes.yaml': catalogOf(token.replace(' }', `, ${more} }`)),
})

const RESERVED = [
  ...['scope=admin', 'exp:=99999999999', 'iss=https://evil.test', 'aud=other', 'sub=admin'],
  ...['client_id=other', 'nbf:=0', 'iat:=0', 'jti=same', 'cnf:={}', 'act:={"sub":"admin"}'],
  ...['scp=admin', 'scopes=admin', 'permissions:=["admin"]', 'scope:=["admin"]', 'exp:=null'],
]
const ALICE = ['token', '--user', 'alice']
const users = (claims: string) => ({
  'users.yaml': `users:\n  alice: { roles: [viewer], claims: { ${claims} } }\n`,
})
const claimed = (what: string, claim: string, by: string, files: Case['files']): Case => ({
  what,
  args: ALICE,
  files: { ...files },
  exit: 2,
  stdout: /^$/,
  stderr: new RegExp(`^error\\[reserved-claim\\]: ${by} sets the claim \`${claim}\``),
})

/** The header of a token with claims that are header parameters. */
const headers: Case = {
  what: 'the parameters as claims: they are in the payload, and the header stays',
  args: ['decode', '--token', 'file:t.jwt', '--json'],
  exit: 0,
  stdout: /"header":\{"alg":"HS256","kid":"k1","typ":"JWT"\}/,
  async setUp(cwd) {
    const flags = ['alg=none', 'kid=k2', 'jku=https://evil.test', 'crit:=["b64"]', 'b64:=false']
    const { stdout } = await scopectlHere(
      [...ISSUE, ...flags.flatMap((flag) => ['--claim', flag])],
      { cwd },
    )
    writeFileSync(join(cwd, 't.jwt'), stdout)
  },
}

export const MINTING_ROWS: readonly Row[] = [
  {
    id: 'MINT1',
    input: '`--claim` or `claims:` with a claim that decides something (`exp`, `sub`, `scope`, …)',
    behaviour: 'refused',
    rule: 'RFC 9068 §2.2',
    cases: [
      ...each(RESERVED, (claim, what) => unissued(what, ['--claim', claim], 'reserved-claim')),
      ...each(['sub', 'exp', 'scope', 'client_id', 'aud', 'iss', 'permissions'], (claim) =>
        claimed(`${claim} of a user`, claim, 'user `alice`', users(`${claim}: x`)),
      ),
      ...each(['sub', 'exp', 'scope', 'jti'], (claim) => ({
        what: `${claim} in the catalog`,
        args: ALICE,
        files: set(`claims: { ${claim}: x }`),
        exit: 2,
        stdout: /^$/,
        stderr: /^error\[reserved-claim\]/,
      })),
      {
        what: 'sub in a profile',
        args: [...ALICE, '--profile', 'p'],
        files: {
          'scopes.yaml': `${catalogOf(TOKEN)}profiles: { p: { claims: { sub: x } } }\n`,
        },
        exit: 2,
        stderr: /^error\[reserved-claim\]/,
      },
      unissued('the role claim of the catalog', ['--claim', 'groups=admin'], 'reserved-claim', {
        files: set('role_claim: groups'),
      }),
      unissued('the first part of a path', ['--claim', 'realm:={}'], 'reserved-claim', {
        files: set('role_claim: /realm/roles'),
      }),
      unissued('a path with dots', ['--claim', 'realm.roles=admin'], 'reserved-claim', {
        files: set('role_claim: /realm/roles'),
      }),
      unissued('the scope claim of the catalog', ['--claim', 'rights=admin'], 'reserved-claim', {
        files: set('scope_claim: rights'),
      }),
      unissued('twice the same', ['--claim', 'a=1', '--claim', 'a=2'], 'bad-claim-flag'),
      unissued('__proto__', ['--claim', '__proto__:={"scope":"admin"}'], 'reserved-name'),
      unissued('__proto__ within', ['--claim', 'a:={"__proto__":{"x":1}}'], 'reserved-name'),
      unissued('a duplicate within', ['--claim', 'a:={"b":1,"b":2}'], 'bad-claim-flag'),
    ],
    controls: [
      issued('another claim', ['--claim', 'team=blue'], '"team":"blue"'),
      issued('a claim within a claim', ['--claim', 'a:={"scope":"admin"}'], '"scope":"admin"'),
      { what: 'of a user', args: ALICE, files: users('team: blue'), exit: 0, stdout: /^eyJ/ },
    ],
  },
  {
    id: 'MINT2',
    input: '`alg`, `kid`, `crit`, `b64` or `jku` for the header of a token',
    behaviour: 'no flag and no setting writes them: the key decides',
    rule: 'RFC 8725 §3.2',
    cases: [
      ...each(
        ['alg=none', 'crit=["b64"]', 'b64=false', 'jku=https://evil.test', 'kid=k2'],
        (value, what) => unissued(`--header ${what}`, ['--header', value], 'unknown-flag'),
      ),
      ...each(['--alg', '--algorithm', '--kid', '--jku', '--crit', '--typ'], (flag) =>
        unissued(flag, [flag, 'none'], 'unknown-flag'),
      ),
      ...each(['header: { alg: none }', 'kid: k2', 'jku: https://evil.test'], (setting) =>
        unissued(`in the catalog: ${setting}`, [], 'unknown-key', { files: set(setting) }),
      ),
      ...each(['none', 'None', '"null"', 'HS256, none'], (name) => ({
        ...unissued(`algorithm: ${name}`, [], 'wrong-shape'),
        files: {
          'scopes.yaml': catalogOf(TOKEN.replace('HS256', `"${name.replaceAll('"', '')}"`)),
        },
      })),
      unissued('type: none', [], 'wrong-shape', { files: set('type: none') }),
    ],
    controls: [headers],
  },
  {
    id: 'MINT3',
    input: 'a scope that is not granted',
    behaviour: 'exit 4; `--downscope` drops it with a warning; an unknown scope is exit 2',
    rule: 'RFC 6749 §5.2',
    cases: [
      ...each(['admin', 'write', 'read write', 'admin read'], (scope, what) =>
        unissued(what, ['--scope', scope], 'more-than-granted', { exit: 4 }),
      ),
      unissued('nothing remains', ['--scope', 'admin', '--downscope'], 'more-than-granted', {
        exit: 4,
      }),
      ...each(['nosuch', 'READ', 'read,write', 'read\u00a0write', 'rea*', '\t'], (scope, what) =>
        unissued(what, ['--scope', scope], 'no-such-scope'),
      ),
      unissued('unknown, with --downscope', ['--scope', 'read x', '--downscope'], 'no-such-scope'),
      ...each(['', ' '], (scope, what) =>
        unissued(what, ['--scope', scope], '(?:empty-value|blank-scopes)'),
      ),
      {
        what: 'a downscope is reported, with -q too',
        args: [...ISSUE, '--scope', 'read write', '--downscope', '-q'],
        exit: 0,
        stderr: /^warning: dropped `write`: not granted$/m,
      },
      issued('a downscope', ['--scope', 'read write', '--downscope'], '"scope":"read"'),
    ],
    controls: [
      issued('a granted scope', ['--scope', 'read'], '"scope":"read"'),
      issued('twice the same', ['--scope', 'read read'], '"scope":"read"'),
      issued('all that is granted', [], '"scope":"read"'),
    ],
  },
  {
    id: 'MINT4',
    input: 'a lifetime of 0, negative, not a number, ten years, beyond the range of dates',
    behaviour: 'refused unless 1 s to 366 d; above 24 h, a warning',
    rule: 'RFC 6750 §5.3',
    cases: [
      ...each(
        ['0', '0s', '-1h', 'NaN', 'Infinity', '1e9d', '10y', '3650d', '367d', '366d1s', '1.5h'],
        (text, what) => unissued(what, [`--lifetime=${text}`], 'bad-span'),
      ),
      ...each(['1'.repeat(30), `${'9'.repeat(20)}d`, '0x10s', '1e3', '٥d', '1d1d'], (text, what) =>
        unissued(what, [`--lifetime=${text}`], 'bad-span'),
      ),
      unissued('empty', ['--lifetime='], 'empty-value'),
      ...each(['0s', '"-1h"', '3650d', '1e9d', '10y', 'NaN', '"1e3"'], (text) =>
        unissued(`lifetime: ${text}`, [], 'bad-duration', { files: set(`lifetime: ${text}`) }),
      ),
      {
        what: 'above 24 h',
        args: [...ISSUE, '--lifetime', '24h1s', '-q'],
        exit: 0,
        stderr: /^warning: a lifetime of /,
      },
    ],
    controls: [
      issued('1 s', ['--lifetime', '1s'], ''),
      issued('24 h', ['--lifetime', '24h', '-v'], ''),
      { what: '24 h', args: [...ISSUE, '--lifetime', '24h'], exit: 0, never: /a lifetime of/ },
      issued('366 d', ['--lifetime', '366d'], ''),
    ],
  },
]
