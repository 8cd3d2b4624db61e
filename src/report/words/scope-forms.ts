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

/** About the claims that scopes are read from, and how they are written there. */
export const scopeFormWords: Words<ScopeFormProblems> = {
  'scope-claims-differ': ({ claims, best, catalog }) => ({
    says: `the token's claims ${list(claims, 'and')} name different scopes, and nothing says which one counts`,
    hint: `write the one that your API reads into ${catalog}, under token: \`scope_claim: ${best}\``,
  }),
  'scope-claim-type': ({ claim, found, expected }) => ({
    says: `the claim ${quote(claim)} is ${article(found)}, not ${expected ? article(expected) : 'a string or a list of strings'}: it gives no scopes`,
    warns: true,
  }),
  'role-claim-type': ({ claim }) => ({
    says: `the role claim ${quote(claim)} is neither a string nor a list of strings: it gives no scopes`,
    warns: true,
  }),
  'scope-claim-missing': ({ claims, pinned }) => ({
    says: `the token has ${claims.length === 1 ? 'no claim' : 'none of the claims'} ${list(claims)}, and no other claim has the missing scopes`,
    hint: pinned
      ? 'ask the issuer for a token with scopes, or correct `scope_claim:` under token:'
      : 'ask the issuer for a token with scopes, or write the claim that has them under token: `scope_claim: CLAIM`',
    warns: true,
  }),
  'no-scope-claim': noScopeClaim,
  'scope-spelling': scopeSpelling,
}

/** Scopes that are in the token, and not in the claim that is read. */
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
        ? `the token has no scope claim, but ${quote(claim)} has names ${alike ? 'like' : 'of'} this catalog's ${names}`
        : `scopes are read from ${quote(read)}, but ${quote(claim)} has names ${alike ? 'like' : 'of'} this catalog's ${names}`,
    hint: `if your API reads it, write \`${setting}: ${value}\` under token:`,
    warns: true,
  }
}

/** A scope in another form or spelling, with what to write. */
function scopeSpelling({
  how,
  name,
  meant,
  claim,
  form,
}: DecisionProblems['scope-spelling']): Sentence {
  const [scope = ''] = meant
  const right = JSON.stringify(form === 'array' || how === 'list' ? meant : meant.join(' '))
  const write = `have the issuer write "${claim}": ${right}`
  switch (how) {
    case 'separator':
      return {
        says: `${quote(name)} is one name: only spaces separate scopes`,
        hint: write,
        warns: true,
      }
    case 'element':
      return {
        says: `${quote(name)} is one element of ${quote(claim)}, so it is one name with a space in it`,
        hint: write,
        warns: true,
      }
    case 'list':
      return {
        says: `${quote(claim)} is text that looks like a list: ${quote(name)}`,
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

/** Longer ones are not names that anybody types. */
const LONGEST_NAME = 300

/** The line is to be pasted, so the name in it is whole. */
function declareOr(name: string, scope: string): string {
  const issuer = `have the issuer write ${quote(scope)}`
  if (name.length > LONGEST_NAME) return issuer
  const line = `${yamlName(name)}: ...`
  return `${issuer}; or, if your API compares the whole name, write \`${line}\` in place of ${quote(scope)} under scopes: and in routes:`
}
