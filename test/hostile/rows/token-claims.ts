import { GOOD } from '../../core/token/support.js'
import { WRONG_AUDIENCES, WRONG_ISSUERS } from '../../support/wrong-tokens.js'
import type { Case, Row } from '../row.js'
import { AT, catalogOf, TOKEN } from '../world.js'
import { each, refused, verified, withClaims } from './token-cases.js'

/** `check --need read` for a valid token with these claims. */
const check = (claims: object, exit: number, more: Partial<Case> = {}): Case => ({
  what: JSON.stringify(claims),
  args: ['check', 'file:token.jwt', '--need', 'read', ...AT],
  files: { 'token.jwt': withClaims({ ...GOOD, ...claims }) },
  exit,
  stdout: exit === 4 ? /^deny 403 insufficient_scope/ : exit === 0 ? /^allow/ : /^$/,
  ...more,
})
const denied = (...claims: readonly object[]): Case[] => claims.map((each) => check(each, 4))
const allowed = (...claims: readonly object[]): Case[] => claims.map((each) => check(each, 0))
const scopes = (...values: readonly unknown[]) => values.map((scope) => ({ scope }))

/** A catalog with another setting, as one more member of `token:`. */
const setting = (text: string) => ({ 'scopes.yaml': catalogOf(TOKEN.replace(' }', `, ${text} }`)) })
const machine = { ...GOOD, sub: undefined }

export const CLAIM_ROWS: readonly Row[] = [
  {
    id: 'SCOPE1',
    input: 'no scope claim, or an empty one, null, a number, an object, a nested array',
    behaviour: 'an accepted token without scopes: 403 if scopes are needed',
    rule: 'RFC 9068 §2.2.3',
    cases: denied({}, ...scopes('', ' ', null, 42, {}, [['read']], ['read', 1], { read: true })),
    controls: allowed(...scopes('read', ['read'])),
  },
  {
    id: 'SCOPE2',
    input: 'scopes that differ by prefix, case or look-alike characters; `*` in a token',
    behaviour: 'compared exactly; wildcards only have a meaning in the catalog',
    rule: 'RFC 6749 §3.3',
    cases: denied(
      ...scopes(
        'rea',
        'readonly',
        'READ',
        'r\u0435ad',
        'read\u200b',
        '\uff52\uff45\uff41\uff44',
        '*',
        're*',
        're.*',
        'read:*',
      ),
    ),
    controls: allowed(...scopes('read', '* read', 'READ read')),
  },
  {
    id: 'SCOPE3',
    input:
      'commas, plus, tabs, line feeds, NBSP, NUL as separators; names that are not scope-tokens',
    behaviour: 'only U+0020 is a separator; such names grant nothing and are reported',
    rule: 'RFC 6749 §3.3',
    cases: [
      ...denied(
        ...scopes(
          'read,write',
          'read+write',
          'read\twrite',
          'read\nwrite',
          'read\u00a0write',
          'read\0write',
          '"read"',
          'read\\',
          ['read write'],
        ),
      ),
      check({ scope: '"read"' }, 4, {
        what: 'a name that is not a scope-token is reported',
        stdout: /\\?"read/,
      }),
    ],
    controls: allowed(...scopes(' read', 'read ', 'write  read')),
  },
  {
    id: 'SCOPE4',
    input: 'scope claims that differ; roles and groups named like scopes',
    behaviour:
      'never merged: `scope_claim` of the catalog decides, or it is exit 2; roles are never scopes',
    rule: 'RFC 9068 §2.2.3.1',
    cases: [
      check({ scope: 'read', scp: 'write' }, 2, { stderr: /scope_claim/ }),
      check({ scope: 'read', scp: null }, 2),
      check({ scope: '', permissions: ['read'] }, 2),
      ...denied({ roles: ['read'] }, { groups: ['read'] }, { roles: 'read' }, { Scope: 'read' }),
      check({ scope: 'write', scp: 'read' }, 4, {
        what: 'the claim that the catalog sets does not have it',
        files: {
          'token.jwt': withClaims({ ...GOOD, scope: 'write', scp: 'read' }),
          ...setting('scope_claim: scope'),
        },
      }),
    ],
    controls: allowed(
      { scp: 'read' },
      { permissions: ['read'] },
      { scope: 'read write', scp: ['write', 'read'] },
    ),
  },
  {
    id: 'AUD',
    input: '`aud` missing, another value, a prefix, another case, empty, nested, an object',
    behaviour:
      'refused if an audience is set: it must be exactly the string, or a member of an array of strings',
    rule: 'RFC 7519 §4.1.3',
    cases: each(WRONG_AUDIENCES, (aud, title) =>
      refused(title, withClaims({ ...GOOD, aud }), 'wrong-audience'),
    ),
    controls: each(['items-api', ['items-api'], ['other', 'items-api']], (aud, title) =>
      verified(title, withClaims({ ...GOOD, aud })),
    ),
  },
  {
    id: 'ISS',
    input: '`iss` missing, another value, a trailing slash, a prefix, an array, another case',
    behaviour: 'refused: it must be exactly the string',
    rule: 'RFC 9068 §4',
    cases: each(WRONG_ISSUERS, (iss, title) =>
      refused(title, withClaims({ ...GOOD, iss }), 'wrong-issuer'),
    ),
    controls: [verified('exactly it', withClaims(GOOD))],
  },
  {
    id: 'SUB',
    input: '`sub` missing, empty, not a string',
    behaviour: 'refused; missing is accepted with `subject: optional`. `jti` may be missing',
    rule: 'RFC 9068 §2.2',
    decided:
      'A catalog with `subject: optional` accepts a token without `sub`, for machine tokens that have none (decision 52).',
    cases: [
      ...each([undefined, '', 7, null, [], {}, true], (sub, title) =>
        refused(title, withClaims({ ...GOOD, sub }), 'no-subject'),
      ),
      ...each(['', 7, null], (sub, title) =>
        refused(
          `optional: ${title}`,
          withClaims({ ...GOOD, sub }),
          'no-subject',
          setting('subject: optional'),
        ),
      ),
    ],
    controls: [
      verified('a text, without jti', withClaims(GOOD)),
      verified('missing, where it is optional', withClaims(machine), setting('subject: optional')),
    ],
  },
]
