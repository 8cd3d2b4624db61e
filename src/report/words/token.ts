import type { SecretFit, SecretSpelling, TokenProblems } from '../../core/problems/token.js'
import { shellWord } from '../shell.js'
import { duration, isFar } from '../time.js'
import { partyWords } from './parties.js'
import { under } from './settings-place.js'
import { shown } from './shown.js'
import { tokenKindWords } from './token-kinds.js'
import { quote, type Words, when } from './words.js'

const IN_SECONDS =
  'the issuer must write seconds since 1970: it looks like milliseconds, so divide by 1000'

const THE_PART = {
  header: 'the header',
  payload: 'the payload',
  signature: 'the signature',
} as const

const FORMS: Record<
  TokenProblems['token-form']['looksLike'],
  readonly [says: string, hint?: string]
> = {
  jwe: [
    'five parts: this looks like an encrypted token (JWE)',
    'scopectl reads signed tokens only; decrypt it first',
  ],
  json: [
    'this looks like a JWS in JSON serialization, or like JSON around a token',
    'pass only the token (the value of `access_token`): three parts joined by dots',
  ],
  opaque: [
    'no dots: this looks like an opaque token, not a JWT',
    'only the server that issued it can check it',
  ],
  several: ['more than one token', 'pass exactly one'],
  quoted: ['the token is wrapped in quotes', 'remove the quotes'],
  'header-line': [
    'this looks like an Authorization header',
    'pass only the token; only a leading `Bearer ` is removed',
  ],
  unsigned: [
    'found two parts, but a signed token has three',
    'it may have been cut off: copy the whole token',
  ],
  parts: ['not three parts joined by dots'],
}

const ENCODINGS: Record<TokenProblems['token-part-encoding']['what'], string> = {
  padding: 'ends in `=`, but base64url in tokens has no padding',
  alphabet: 'has a character that is not base64url',
  length: 'has a length that is impossible in base64url: a character may be missing',
  'loose-bits': 'has non-zero bits after its last byte',
}

const FLAWS: Record<TokenProblems['token-part-json']['what'], string> = {
  syntax: 'is not JSON',
  duplicate: 'has a duplicate member',
  depth: 'is nested deeper than 64 levels',
  number: 'has a number that is too large',
  inexact: 'has a number that cannot be kept exactly',
  surrogate: 'has half of a surrogate pair',
}

const HEADERS: Record<TokenProblems['token-header']['member'], string> = {
  kid: '`kid` must be a string',
  crit: '`crit` requires an extension, but none is supported',
  b64: '`b64` is not allowed in tokens',
  zip: '`zip` is not allowed in signed tokens',
  typ: '`typ` must be `JWT` or `at+jwt`, or left out',
}

/** Problems of a token. */
export const tokenWords: Words<TokenProblems> = {
  'token-empty': () => ({ says: 'the token is empty' }),
  'token-too-long': ({ length, limit }) => ({
    says: `the token has ${length} characters, more than the limit of ${limit}`,
  }),
  'token-form': ({ looksLike }) => {
    const [says, hint] = FORMS[looksLike]
    return { says, hint }
  },
  'token-part-empty': ({ part }) => ({ says: `${THE_PART[part]} is empty` }),
  'token-part-encoding': ({ part, what }) => ({ says: `${THE_PART[part]} ${ENCODINGS[what]}` }),
  'token-part-utf8': ({ part }) => ({ says: `${THE_PART[part]} is not UTF-8` }),
  'token-part-json': ({ part, what, offset, name }) => ({
    says: `${THE_PART[part]} ${FLAWS[what]}${name === undefined ? '' : `: ${quote(name)}`} (at character ${offset + 1})`,
  }),
  'token-part-type': ({ part, found }) => ({
    says: `${THE_PART[part]} must be a JSON object: found ${shown(found)}`,
  }),

  'token-algorithm': ({ expected, found }) => {
    const isNone = typeof found.value === 'string' && found.value.trim().toLowerCase() === 'none'
    if (isNone) return { says: `unsigned (\`alg\` ${shown(found)}), but ${expected} is required` }
    const isOldName = expected === 'Ed25519' && found.value === 'EdDSA'
    return {
      says: `\`alg\` must be ${expected}: found ${shown(found)}`,
      hint: isOldName
        ? 'the old name of the same algorithm (RFC 9864); a key or catalog that says `EdDSA` accepts both names'
        : undefined,
    }
  },
  'token-key': ({ kid, what, keys }) => {
    if (what === 'unnamed' || kid === undefined) {
      return { says: `the token has no \`kid\`, and there are ${keys} keys to choose from` }
    }
    if (what === 'several') return { says: `more than one key has the \`kid\` ${quote(kid)}` }
    return {
      says:
        keys === 1
          ? `the key does not have the \`kid\` ${quote(kid)}`
          : `none of the ${keys} keys has the \`kid\` ${quote(kid)}`,
    }
  },
  'token-signature': ({ algorithm, kid, secret }) => ({
    says: `the ${algorithm} signature does not match${kid === undefined ? '' : ` key ${quote(kid)}`}`,
    hint: secret?.fit
      ? fitHint(secret.fit, secret.bytes)
      : `it was signed with another key, or changed after signing${secret ? `; ${spelling(secret)}` : ''}`,
  }),
  'token-signature-length': ({ algorithm, found, needed, der }) => ({
    says:
      found === 0
        ? 'the signature is missing'
        : `the signature has ${bytes(found)}, but ${algorithm} needs exactly ${needed}`,
    hint: der ? 'it looks like DER; tokens carry R and S joined (RFC 7518 §3.4)' : undefined,
  }),
  'token-header': ({ member, found, required }) => {
    const rule =
      required === undefined
        ? HEADERS[member]
        : `\`typ\` must be ${quote(required)}, as the catalog's \`type\` requires`
    return { says: `${rule}: found ${shown(found)}` }
  },
  'token-claim': ({ claim, found }) => ({
    says:
      found.type === 'missing'
        ? `no \`${claim}\`: a token must say when it expires`
        : `\`${claim}\` must be a number of seconds: found ${shown(found)}`,
  }),
  'token-expired': ({ exp, now, leeway, enough }) => ({
    says: `expired ${when(exp, now)}${within(leeway)}`,
    hint: skewHint(enough),
  }),
  'token-not-yet-valid': ({ nbf, now, leeway, enough }) => ({
    says: `not valid yet: valid ${when(nbf, now)}${within(leeway)}`,
    hint: isFar(nbf) ? IN_SECONDS : skewHint(enough),
  }),
  'token-issued-in-future': ({ iat, now, leeway, enough }) => ({
    says: `issued in the future: ${when(iat, now)}${within(leeway)}`,
    hint: isFar(iat)
      ? IN_SECONDS
      : (skewHint(enough) ?? "compare the issuer's clock with this machine's"),
  }),
  ...partyWords,
  'token-subject': ({ found, byFlags, profile }) =>
    found.type === 'missing'
      ? {
          says: 'no `sub`: the token does not say who it belongs to',
          hint: `some providers set none for machines (IdentityServer, Duende); to accept such tokens, write \`subject: optional\` ${under({ profile, byFlags })}`,
        }
      : { says: `\`sub\` must be a non-empty string: found ${shown(found)}` },

  'token-milliseconds': ({ claim, value, digits }) => ({
    says:
      value < 1e14
        ? `\`${claim}\` looks like milliseconds (${digits}), but it must be seconds`
        : `\`${claim}\` (${digits}) is not a possible date; it must be seconds`,
    // The other two are in the future, so the check that fails has the hint.
    hint: claim === 'exp' ? IN_SECONDS : undefined,
    warns: true,
  }),
  ...tokenKindWords,
  'claim-number': ({ claim, digits, same, whole }) => ({
    says: `claim ${quote(claim)}: the number ${quote(digits)} cannot be written to a token exactly`,
    hint:
      same !== undefined
        ? `write ${same}, or a string: "${digits}"`
        : whole
          ? `write it as a string: --claim ${shellWord(`${claim}=${digits}`)}`
          : `write it as a string: "${digits}"`,
  }),
  'token-leeway': ({ claim, seconds, leeway }) => ({
    says: `accepted only because of the leeway: \`${claim}\` is off by ${Math.ceil(seconds)}s of ${leeway}s`,
  }),
}

const skewHint = (enough: number | undefined): string | undefined =>
  enough === undefined
    ? undefined
    : `if the issuer's clock differs from this machine's, add --leeway ${duration(enough)}`

function within(leeway: number): string {
  return leeway > 0 ? `, even with a leeway of ${leeway}s` : ''
}

const LINE_ENDING = 'the final line ending'
const MARK = 'the byte order mark'

/** With or without what the signature matches, and then what the signer must drop. */
const FITS: Readonly<Record<SecretFit, readonly [change: string, drop?: string]>> = {
  'without-line-ending': ['its last line ending: remove it'],
  'without-line-endings': ['the line endings at its end: remove them'],
  'without-bom': ['the byte order mark at its start: remove it'],
  'without-both': ['the byte order mark at its start and the line endings at its end: remove them'],
  'with-lf': ['LF added to it', LINE_ENDING],
  'with-crlf': ['CRLF added to it', LINE_ENDING],
  'with-two-lf': ['two LF added to it', 'the final line endings'],
  'with-two-crlf': ['two CRLF added to it', 'the final line endings'],
  'with-bom': ['a byte order mark before it', MARK],
  'with-bom-and-lf': ['a byte order mark before it and LF after it', `${MARK} and ${LINE_ENDING}`],
  'with-bom-and-crlf': [
    'a byte order mark before it and CRLF after it',
    `${MARK} and ${LINE_ENDING}`,
  ],
}

function fitHint(fit: SecretFit, count: number): string {
  const [change, drop] = FITS[fit]
  const matches = `the secret has ${bytes(count)}, and the signature matches`
  return drop === undefined
    ? `${matches} without ${change}`
    : `${matches} with ${change}: the signer must drop ${drop} of its secret`
}

const AROUND: Record<NonNullable<SecretSpelling['around']>, string> = {
  quotes: 'quotes',
  'a byte order mark': 'a byte order mark',
  'a blank': 'a leading or trailing blank or line end',
  'a name': 'a leading `NAME=`',
}

function spelling({ bytes: count, encoded, around }: SecretSpelling): string {
  const taken = `the secret was used as it is: ${bytes(count)}`
  if (around) return `${taken}, with ${AROUND[around]}`
  if (!encoded) return taken
  return `${taken}, which decode as ${encoded.as} to ${bytes(encoded.bytes)}; if your server decodes it, write it as a JWK: {"kty":"oct","k":"…"} (k in base64url)`
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`
}
