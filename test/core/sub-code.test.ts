import { expect, test } from 'vitest'
import { oddTokens } from '../../src/core/as-server/odd-tokens.js'
import { decide } from '../../src/core/decision/decide.js'
import { EXPECTATIONS, meets } from '../../src/core/decision/expect.js'
import { askRoute } from '../../src/core/decision/question.js'
import { SUB_CODES } from '../../src/core/sub-code.js'
import { verify } from '../../src/core/token/verify.js'
import { catalogWith, signer, trustOf } from './as-server/support.js'
import { NOW } from './token/support.js'

const PARTIES = { issuer: 'https://idp.test', audience: 'items-api' }

/** What `--expect` accepts for each odd token: the verdicts, the reason and its sub-codes. */
async function expected(token: object): Promise<Record<string, string>> {
  const catalog = catalogWith(token)
  const { issuers, audiences } = catalog.token
  const claims = {
    sub: 'alice',
    iss: PARTIES.issuer,
    aud: PARTIES.audience,
    scope: 'read',
    iat: NOW,
    exp: NOW + 600,
  }
  const good = { now: NOW, claims, scopeClaim: 'scope', scopes: ['read'] }
  const all = oddTokens(signer, good).map(async ({ what, token: text }) => {
    const presented = await verify(text, trustOf({ issuers, audiences }), { now: NOW, leeway: 0 })
    const decision = decide(catalog, askRoute(catalog, 'GET /items/'), presented)
    const met = EXPECTATIONS.filter((each) => meets(decision, each, true))
    return [what, met.filter((each) => each.includes('/')).join(' ')] as const
  })
  return Object.fromEntries((await Promise.all(all)).filter(([, met]) => met !== ''))
}

test('an expectation can have the sub-code of the leading reason', async () => {
  expect(await expected(PARTIES)).toMatchInlineSnapshot(`
    {
      "1e999 in it": "malformed/number",
      "NaN in it": "malformed/payload",
      "\`=\` after the payload": "malformed/padding",
      "\`=\` after the signature": "malformed/padding",
      "\`alg\` in lower case": "wrong-algorithm/case",
      "\`alg\` missing": "wrong-algorithm/missing",
      "\`alg\` none, not signed": "wrong-algorithm/none",
      "\`aud\` a list with the right one and a number": "wrong-audience/other",
      "\`aud\` empty": "wrong-audience/other",
      "\`aud\` null": "wrong-audience/null",
      "\`b64\` false": "bad-header/b64",
      "\`crit\` empty": "bad-header/crit",
      "\`crit\` with b64, b64 as text": "bad-header/crit bad-header/b64",
      "\`crit\` with b64, b64 false": "bad-header/crit bad-header/b64",
      "\`crit\` with b64, b64 true": "bad-header/crit bad-header/b64",
      "\`crit\` with b64, no b64": "bad-header/crit",
      "\`crit\` with exp": "bad-header/crit",
      "\`exp\` a word": "bad-claim/exp-type",
      "\`exp\` as text": "bad-claim/exp-text",
      "\`exp\` as text, an hour ago": "bad-claim/exp-text",
      "\`exp\` null": "bad-claim/exp-null",
      "\`exp\` true": "bad-claim/exp-boolean",
      "\`iat\` a word": "bad-claim/iat-type",
      "\`iat\` as text": "bad-claim/iat-text",
      "\`iat\` null": "bad-claim/iat-null",
      "\`iat\` true": "bad-claim/iat-boolean",
      "\`kid\` a number": "bad-header/kid",
      "\`nbf\` a word": "bad-claim/nbf-type",
      "\`nbf\` as text": "bad-claim/nbf-text",
      "\`nbf\` as text, in an hour": "bad-claim/nbf-text",
      "\`nbf\` null": "bad-claim/nbf-null",
      "\`nbf\` true": "bad-claim/nbf-boolean",
      "\`sub\` a lone surrogate": "malformed/surrogate",
      "\`sub\` a number": "no-subject/type",
      "\`sub\` empty": "no-subject/empty",
      "\`typ\` dpop+jwt": "bad-header/typ",
      "\`zip\` DEF": "bad-header/zip",
      "a U+FEFF before it": "malformed/payload",
      "a \`!\` in the signature": "malformed/alphabet",
      "a duplicate name": "malformed/duplicate-name",
      "a header that is an array": "malformed/header-type",
      "a lone surrogate in it": "malformed/surrogate",
      "a payload that is an array": "malformed/payload-type",
      "a payload that is not JSON": "malformed/payload",
      "a signature in the other alphabet": "malformed/alphabet",
      "a space in it": "malformed/alphabet",
      "another \`aud\`": "wrong-audience/other",
      "another \`iss\`": "wrong-issuer/other",
      "duplicate scopes, the first one empty": "malformed/duplicate-name",
      "duplicate scopes, the last one empty": "malformed/duplicate-name",
      "five parts": "malformed/five-parts",
      "four parts": "malformed/parts",
      "no \`aud\`": "wrong-audience/missing",
      "no \`exp\`": "bad-claim/exp-missing",
      "no \`iss\`": "wrong-issuer/missing",
      "no \`sub\`": "no-subject/missing",
      "no signature": "bad-signature/missing",
      "not UTF-8": "malformed/utf8",
      "only a dot": "malformed/parts",
      "scopes with a lone surrogate": "malformed/surrogate",
      "two parts": "malformed/parts",
      "unused bits set in the payload": "malformed/loose-bits",
      "unused bits set in the signature": "malformed/loose-bits",
    }
  `)
})

test('an issuer and an audience that the catalog does not have', async () => {
  const found = await expected({})
  expect(found['a valid one']).toBe('wrong-issuer/unexpected')
  expect(found['no `iss`']).toBe('wrong-audience/unexpected')
})

test('a sub-code starts with its reason', () => {
  const reasons = EXPECTATIONS.filter((each) => !each.includes('/'))
  for (const each of SUB_CODES) expect(reasons).toContain(each.split('/')[0])
})
