import type { DecisionProblems } from '../../core/problems/decision.js'
import { yamlName } from '../../core/token-scopes/claim-hints.js'
import { article, list, quote, type Sentence, type Words } from './words.js'

type ScopeFormProblems = Pick<
  DecisionProblems,
  | 'scope-claims-differ'
  | 'scope-claim-type'
  | 'role-claim-type'
  | 'no-scope-claim'
  | 'scope-claim-missing'
  | 'scope-spelling'
>

/** Problems with the claims that scopes are read from, and how scopes are written in them. */
export const scopeFormWords: Words<ScopeFormProblems> = {
  'scope-claims-differ': ({ claims, best, catalog }) => ({
    says: `the token's claims ${list(claims, 'and')} have different scopes, and it is unclear which one to read`,
    hint: `add the one that your API reads to ${catalog}, under token: \`scope_claim: ${best}\``,
  }),
  'scope-claim-type': ({ claim, found, expected }) => ({
    says: `the claim ${quote(claim)} is ${article(found)}, not ${expected ? article(expected) : 'a string or a list of strings'}: no scopes were read from it`,
    warns: true,
  }),
  'role-claim-type': ({ claim }) => ({
    says: `the role claim ${quote(claim)} must be a string or a list of strings: no scopes were read from it`,
    warns: true,
  }),
  'scope-claim-missing': ({ claims, pinned }) => ({
    says: `the token has ${claims.length === 1 ? 'no claim' : 'none of the claims'} ${list(claims)}, and no other claim has the missing scopes`,
    hint: pinned
      ? 'request a token with scopes, or fix `scope_claim:` under token:'
      : 'request a token with scopes, or set the claim that has them under token: `scope_claim: CLAIM`',
    warns: true,
  }),
  'no-scope-claim': noScopeClaim,
  'scope-spelling': scopeSpelling,
}

/** Scopes that are in the token, but not in the claim that is read. */
function noScopeClaim({
  claim,
  setting,
  value,
  read,
  alike,
}: DecisionProblems['no-scope-claim']): Sentence {
  const names = setting === 'role_claim' ? 'roles' : 'scopes'
  return {
    says:
      read === undefined
        ? `the token has no scope claim, but ${quote(claim)} has ${alike ? 'names like' : 'some of'} this catalog's ${names}`
        : `scopes are read from ${quote(read)}, but ${quote(claim)} has ${alike ? 'names like' : 'some of'} this catalog's ${names}`,
    hint: `if your API reads it, set \`${setting}: ${value}\` under token:`,
    warns: true,
  }
}

/** A scope in another form or spelling, and what to write instead. */
function scopeSpelling({
  how,
  name,
  meant,
  claim,
  form,
}: DecisionProblems['scope-spelling']): Sentence {
  const [scope = ''] = meant
  const right = JSON.stringify(form === 'array' || how === 'list' ? meant : meant.join(' '))
  const write = `configure the issuer to write "${claim}": ${right}`
  switch (how) {
    case 'separator':
      return {
        says: `${quote(name)} is read as one scope: only spaces separate scopes`,
        hint: write,
        warns: true,
      }
    case 'element':
      return {
        says: `${quote(name)} is a single element of ${quote(claim)}, so it is read as one scope`,
        hint: write,
        warns: true,
      }
    case 'list':
      return {
        says: `${quote(claim)} is a string that looks like a list: ${quote(name)}`,
        hint: write,
        warns: true,
      }
    case 'case':
      return {
        says: `${quote(name)} differs from ${quote(scope)} in case, and scopes are compared exactly`,
        hint: declareOr(name, scope),
        warns: true,
      }
    case 'prefix':
      return {
        says: `${quote(name)} differs from ${quote(scope)} by the prefix ${quote(name.slice(0, -scope.length))}, and scopes are compared exactly`,
        hint: declareOr(name, scope),
        warns: true,
      }
  }
}

/** Nobody types names longer than this. */
const LONGEST_NAME = 300

/** The line will be pasted, so the name in it is never cut. */
function declareOr(name: string, scope: string): string {
  const issuer = `configure the issuer to write ${quote(scope)}`
  if (name.length > LONGEST_NAME) return issuer
  const line = `${yamlName(name)}: ...`
  return `${issuer}; or, if your API compares the whole name, write \`${line}\` instead of ${quote(scope)} under scopes: and in routes:`
}
