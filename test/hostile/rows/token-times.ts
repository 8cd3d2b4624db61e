import { GOOD, NOW } from '../../core/token/support.js'
import { notTimes } from '../../support/wrong-tokens.js'
import type { Case, Row } from '../row.js'
import { each, refused, verified, withClaims } from './token-cases.js'

/** The valid claims, with one of them written as raw JSON. */
const raw = (claim: 'exp' | 'nbf' | 'iat', json: string) =>
  withClaims(`{"${claim}":${json},${JSON.stringify({ ...GOOD, [claim]: undefined }).slice(1)}`)
const wrongTypes = (claim: 'exp' | 'nbf' | 'iat'): Case[] =>
  notTimes(NOW + 900).map((json) => refused(json, raw(claim, json), 'bad-claim'))
const withLeeway = (one: Case, leeway: string, more: Partial<Case> = {}): Case => ({
  ...one,
  args: [...one.args, '--leeway', leeway],
  ...more,
})
const late = withClaims({ ...GOOD, exp: NOW - 59 })

export const TIME_ROWS: readonly Row[] = [
  {
    id: 'EXP',
    input: '`exp` missing, not a finite number, zero, negative, exactly now',
    behaviour: 'refused; now ≥ exp is expired, and 0 is not "missing"',
    rule: 'RFC 7519 §4.1.4',
    cases: [
      ...wrongTypes('exp'),
      refused('missing', withClaims({ ...GOOD, exp: undefined }), 'bad-claim'),
      refused('1e400', raw('exp', '1e400'), 'malformed'),
      ...['0', '-0', '-1', '-1e300', `${NOW}`, `${NOW - 1}`].map((json) =>
        refused(json, raw('exp', json), 'expired'),
      ),
    ],
    controls: [verified('one second from now', raw('exp', `${NOW + 1}`))],
  },
  {
    id: 'EXP2',
    input: '`exp` in milliseconds or beyond any date',
    behaviour: 'accepted as a number, with a note; never a RangeError',
    cases: ['1800000900000', '1e300', `${2 ** 53 + 2}`, '1.7e308'].map((json) => ({
      ...verified(json, raw('exp', json)),
      stderr: /milliseconds/,
    })),
    controls: [{ ...verified('seconds', withClaims(GOOD)), never: /milliseconds/ }],
  },
  {
    id: 'EXP3',
    input: 'leeway that is negative, not a number or above five minutes; leeway that decides',
    behaviour: 'not accepted as a flag; if leeway decided an answer, a note says so',
    rule: 'RFC 7519 §4.1.4',
    cases: [
      ...['-1s', 'NaN', 'Infinity', '6m', '1e9s', ''].map((leeway) =>
        withLeeway(refused(`\`${leeway}\``, withClaims(GOOD), 'expired'), leeway, {
          exit: 2,
          stdout: /^$/,
        }),
      ),
      refused('none by default', late, 'expired'),
      withLeeway(refused('too little', late, 'expired'), '30s'),
      withLeeway(verified('leeway decides', late), '1m', { stderr: /leeway/ }),
    ],
    controls: [
      withLeeway(verified('five minutes, not needed', withClaims(GOOD)), '5m', { never: /leeway/ }),
    ],
  },
  {
    id: 'NBF',
    input: '`nbf` in the future, or not a number',
    behaviour: 'refused; a wrong type is not "missing"',
    rule: 'RFC 7519 §4.1.5',
    cases: [
      ...wrongTypes('nbf'),
      refused('1e400', raw('nbf', '1e400'), 'malformed'),
      refused('in one second', raw('nbf', `${NOW + 1}`), 'not-yet-valid'),
    ],
    controls: each([undefined, NOW, 0], (nbf, title) =>
      verified(title, withClaims({ ...GOOD, nbf })),
    ),
  },
  {
    id: 'IAT',
    input: '`iat` in the future beyond leeway, or not a number',
    behaviour: 'refused',
    rule: 'RFC 7519 §4.1.6',
    cases: [
      ...wrongTypes('iat'),
      refused('in one second', raw('iat', `${NOW + 1}`), 'issued-in-future'),
      withLeeway(refused('beyond leeway', raw('iat', `${NOW + 11}`), 'issued-in-future'), '10s'),
    ],
    controls: [
      ...each([undefined, NOW, 0], (iat, title) => verified(title, withClaims({ ...GOOD, iat }))),
      withLeeway(verified('within leeway', raw('iat', `${NOW + 10}`)), '10s'),
    ],
  },
]
