import { expect, test } from 'vitest'
import { CONDITIONS } from '../../../src/core/as-server/conditions.js'
import { readSent } from '../../../src/core/as-server/judge-token.js'
import { oddTokens } from '../../../src/core/as-server/odd-tokens.js'
import { NOW } from '../token/support.js'
import { signer, trustOf } from './support.js'

const GOOD = { sub: 'alice', iss: 'https://idp.test', aud: 'items-api', jti: 'x', scope: 'read' }

async function seen(parties: 'both' | 'none', leeway = 0): Promise<Record<string, string>> {
  const { iss, aud, ...others } = GOOD
  const claims = {
    ...others,
    ...(parties === 'both' ? { iss, aud } : {}),
    iat: NOW,
    exp: NOW + 600,
  }
  const trust = trustOf(parties === 'both' ? { issuers: [iss], audiences: [aud] } : {})
  const good = { now: NOW, claims, scopeClaim: 'scope', scopes: ['read'] }
  const all = oddTokens(signer, good).map(async ({ what, token }) => {
    const read = await readSent({ text: token, trust }, { now: NOW, leeway })
    return [what, read.conditions.join(' ')] as const
  })
  return Object.fromEntries(await Promise.all(all))
}

test('each odd token has these conditions', async () => {
  expect(await seen('both')).toMatchInlineSnapshot(`
    {
      "1e999 in it": "malformed/number",
      "NaN in it": "malformed/nan",
      "\`=\` after the payload": "malformed/padding",
      "\`=\` after the signature": "malformed/padding-in-signature",
      "\`alg\` Ed25519": "wrong-algorithm/ed25519",
      "\`alg\` dir": "wrong-algorithm/wrapping",
      "\`alg\` in lower case": "wrong-algorithm/case",
      "\`alg\` missing": "wrong-algorithm/missing",
      "\`alg\` none, not signed": "bad-signature/missing wrong-algorithm/none bad-signature",
      "\`alg\` of another kind": "wrong-algorithm/asymmetric",
      "\`alg\` unknown": "wrong-algorithm/unknown",
      "\`aud\` a list with the right one": "",
      "\`aud\` a list with the right one and a number": "wrong-audience/type wrong-audience/mixed",
      "\`aud\` empty": "wrong-audience/empty",
      "\`aud\` null": "wrong-audience/type wrong-audience/null",
      "\`b64\` false": "bad-header/b64-false",
      "\`client_id\` a number": "bad-claim/client_id-type",
      "\`crit\` empty": "bad-header/crit-type",
      "\`crit\` with b64, b64 as text": "bad-header/crit-b64-type",
      "\`crit\` with b64, b64 false": "bad-header/crit-b64-false",
      "\`crit\` with b64, b64 true": "bad-header/crit-b64",
      "\`crit\` with b64, no b64": "bad-header/crit-b64-missing",
      "\`crit\` with exp": "bad-header/crit",
      "\`exp\` a word": "bad-claim/exp-type",
      "\`exp\` an hour ago": "expired",
      "\`exp\` as text": "bad-claim/exp-text",
      "\`exp\` as text, an hour ago": "expired/text bad-claim/exp-text",
      "\`exp\` before \`iat\`": "bad-claim/exp-before-iat issued-in-future",
      "\`exp\` null": "bad-claim/exp-null",
      "\`exp\` true": "bad-claim/exp-boolean bad-claim/exp-before-iat expired",
      "\`exp\` with a fraction": "",
      "\`iat\` a word": "bad-claim/iat-type",
      "\`iat\` an hour in the future": "issued-in-future",
      "\`iat\` as text": "bad-claim/iat-text",
      "\`iat\` null": "bad-claim/iat-null",
      "\`iat\` true": "bad-claim/iat-boolean",
      "\`jti\` a number": "bad-claim/jti-type",
      "\`kid\` a number": "bad-header/kid",
      "\`kid\` empty": "",
      "\`nbf\` a word": "bad-claim/nbf-type",
      "\`nbf\` as text": "bad-claim/nbf-text",
      "\`nbf\` as text, in an hour": "not-yet-valid/text bad-claim/nbf-text",
      "\`nbf\` in an hour": "not-yet-valid",
      "\`nbf\` null": "bad-claim/nbf-null",
      "\`nbf\` true": "bad-claim/nbf-boolean",
      "\`sub\` a lone surrogate": "malformed/surrogate no-subject/surrogate",
      "\`sub\` a number": "no-subject/type",
      "\`sub\` empty": "no-subject/empty",
      "\`typ\` at+jwt": "bad-header/typ-at+jwt",
      "\`typ\` dpop+jwt": "bad-header/typ",
      "\`zip\` DEF": "bad-header/zip",
      "a U+FEFF before it": "malformed/bom",
      "a \`!\` in the signature": "malformed/junk-in-signature",
      "a duplicate name": "malformed/duplicate-name",
      "a header that is an array": "malformed/header-type wrong-algorithm/missing bad-header/typ-missing",
      "a lone surrogate in it": "malformed/surrogate",
      "a payload that is an array": "malformed/payload-type bad-claim/exp-missing bad-claim/iat-missing wrong-issuer/missing wrong-audience/missing no-subject/missing bad-claim/jti-missing",
      "a payload that is not JSON": "malformed/payload bad-claim/exp-missing bad-claim/iat-missing wrong-issuer/missing wrong-audience/missing no-subject/missing bad-claim/jti-missing",
      "a signature in the other alphabet": "malformed/alphabet-in-signature",
      "a space in it": "malformed/space malformed/junk bad-signature",
      "a valid one": "",
      "an unknown \`kid\`": "",
      "another HMAC with the same secret": "wrong-algorithm/hmac",
      "another \`aud\`": "wrong-audience/other",
      "another \`iss\`": "wrong-issuer/other",
      "another signature": "bad-signature",
      "bound to a DPoP key": "bad-claim/dpop-bound",
      "duplicate scopes, the first one empty": "malformed/duplicate-name",
      "duplicate scopes, the last one empty": "malformed/duplicate-name",
      "expired 2 seconds ago": "expired",
      "five parts": "malformed/five-parts",
      "four parts": "malformed/parts",
      "no \`aud\`": "wrong-audience/missing",
      "no \`exp\`": "bad-claim/exp-missing",
      "no \`iat\`": "bad-claim/iat-missing",
      "no \`iss\`": "wrong-issuer/missing",
      "no \`jti\`": "bad-claim/jti-missing",
      "no \`kid\`": "",
      "no \`sub\`": "no-subject/missing",
      "no \`typ\`": "bad-header/typ-missing",
      "no signature": "bad-signature/missing bad-signature",
      "not UTF-8": "malformed/utf8",
      "only a dot": "malformed/parts malformed/header malformed/payload bad-signature/missing wrong-algorithm/missing bad-header/typ-missing bad-signature bad-claim/exp-missing bad-claim/iat-missing wrong-issuer/missing wrong-audience/missing no-subject/missing bad-claim/jti-missing",
      "scopes a number": "",
      "scopes an empty array": "",
      "scopes an object": "",
      "scopes and an unknown one": "",
      "scopes as a string": "",
      "scopes as an array": "",
      "scopes empty": "",
      "scopes in another claim": "",
      "scopes including a number": "",
      "scopes null": "",
      "scopes with a lone surrogate": "malformed/surrogate",
      "scopes with a tab between": "",
      "two parts": "malformed/parts bad-signature/missing bad-signature",
      "unused bits set in the payload": "malformed/loose-bits",
      "unused bits set in the signature": "malformed/loose-bits-in-signature",
      "valid in 4 seconds": "not-yet-valid",
    }
  `)
})

test('an issuer or audience that nobody configured', async () => {
  const found = await seen('none')
  expect(found['another `iss`']).toBe('wrong-issuer/unexpected')
  expect(found['another `aud`']).toBe('wrong-audience/unexpected')
  expect(found['`aud` empty']).toBe('wrong-audience/unexpected-empty')
  expect(found['a valid one']).toBe('')
})

test('leeway', async () => {
  const found = await seen('both', 5)
  expect(found['expired 2 seconds ago']).toBe('')
  expect(found['valid in 4 seconds']).toBe('')
  expect(found['`exp` an hour ago']).toBe('expired')
})

/** They need several keys, or a key of another kind. */
const NOT_BY_ONE_SECRET = [
  'wrong-algorithm/other-key',
  'unknown-key/kid',
  'unknown-key/kid-missing',
  'unknown-key/kid-missing-others',
  'unknown-key/several',
  'unknown-key/use',
  'unknown-key/alg',
  'unknown-key/type',
  'bad-signature/length',
]
/** Only random tokens have these (test/interop/random-tokens.interop.ts). */
const BY_RANDOM_TOKENS = [
  'malformed/alphabet',
  'malformed/length',
  'malformed/length-in-signature',
  'bad-header/crit-falsy',
  'bad-claim/exp-array',
  'bad-claim/nbf-array',
  'bad-claim/iat-array',
  'wrong-issuer/type',
]

test('nearly every condition is that of some odd token', async () => {
  const all = [...Object.values(await seen('both')), ...Object.values(await seen('none'))]
  const found = new Set(all.flatMap((each) => each.split(' ')))
  const others = CONDITIONS.filter((each) => !found.has(each))
  const known = [...NOT_BY_ONE_SECRET, ...BY_RANDOM_TOKENS, 'bad-claim/required']
  expect(others.toSorted()).toEqual(known.toSorted())
})
