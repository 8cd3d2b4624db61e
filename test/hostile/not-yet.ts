import type { Row } from './row.js'

/** Rows without cases so far. An id that gets a row in rows/ must leave this list, and none is added. */
export const NOT_YET: readonly Omit<Row, 'cases' | 'controls'>[] = [
  {
    id: 'DEC1',
    input: 'a route or method that the catalog does not have',
    behaviour: 'exit 2, never an answer; HEAD falls back to GET',
  },
  {
    id: 'DEC2',
    input: '`..`, `//`, `%2F`, `;`, `%00`, bad escapes, other spellings of a path',
    behaviour: 'exit 2: one spelling per path ([paths.md](paths.md))',
    rule: 'RFC 3986 §6.2.2.2',
  },
  {
    id: 'DEC3',
    input: 'overlapping templates',
    behaviour:
      'the narrower one wins; a real tie is exit 2; `lint` tries at most 256 texts per segment and 1,000 paths per pair',
  },
  {
    id: 'DEC4',
    input: 'an empty requirement, null, a list without `any` or `all`, a keyword among scopes',
    behaviour: 'the catalog does not load; only `public` makes a route public',
  },
  {
    id: 'DEC5',
    input: 'AND within OR, duplicate and unknown scopes',
    behaviour: 'OR of ANDs; an unknown name is exit 2',
  },
  {
    id: 'DEC6',
    input: 'cycles of roles or implications, chains of 10,000, diamonds',
    behaviour: 'cycles are reported with their path; everything else takes linear time',
  },
  {
    id: 'DEC7',
    input: 'names such as `__proto__`, `constructor`, `toString`, an empty name',
    behaviour:
      'reserved names are refused, others are ordinary names; `when` reads own members, which must be strictly equal',
  },
  {
    id: 'DEC8',
    input: 'a user who is disabled or has no role; a scope that nobody has',
    behaviour: 'a disabled user gets no token and no allow; `lint` reports the rest',
  },
  {
    id: 'DEC9',
    input: 'a scope check that is taken as proof for one object',
    behaviour: 'scopes say who may call a route, not which objects they reach',
    rule: 'OWASP API1:2023',
  },
  {
    id: 'DEC10',
    input: 'the challenge of a denial',
    behaviour:
      'a quoted string of scope-tokens, with the error code that RFC 6750 has for the case',
    rule: 'RFC 6750 §3.1',
  },
  {
    id: 'DEC11',
    input: '`--expect` for a question without an answer',
    behaviour: 'only the exact answer passes; a question that cannot be asked is exit 2',
  },
  {
    id: 'MINT1',
    input: '`--claim` or `claims:` with a claim that decides something (`exp`, `sub`, `scope`, …)',
    behaviour: 'refused',
    rule: 'RFC 9068 §2.2',
  },
  {
    id: 'MINT2',
    input: '`--header` with a member that decides something',
    behaviour: 'refused',
    rule: 'RFC 8725 §3.2',
  },
  {
    id: 'MINT3',
    input: 'a scope that is not granted',
    behaviour: 'exit 4; `--downscope` drops it with a note',
    rule: 'RFC 6749 §5.2',
  },
  {
    id: 'MINT4',
    input: 'a lifetime of 0, ten years, not a duration',
    behaviour: 'refused unless 1 s to 366 d; above 24 h, a warning',
  },
  {
    id: 'MINT5',
    input: 'no issuer, audience or key in the catalog',
    behaviour: 'no `iss`, no `aud`; the development key',
  },
  {
    id: 'MINT6',
    input: 'the `jti` of tokens, and keys',
    behaviour: 'from the random source of the system, at least 128 bits',
  },
  {
    id: 'MINT7',
    input: 'a flawed token that needs the right signature',
    behaviour: 'signed with a configured key only with consent',
  },
  {
    id: 'MINT8',
    input: '`--at` for a token that is issued',
    behaviour: 'a note says which time is in the token',
  },
  {
    id: 'SEC7',
    input: 'tokens in reports, logs and printed lines',
    behaviour: 'shortened; never in full',
    rule: 'RFC 6750 §5.3',
  },
  {
    id: 'SEC10',
    input: 'a production issuer with the development key',
    behaviour: 'reported',
  },
]
