import type { DecisionProblems } from '../../core/problems/decision.js'
import { claimPath } from '../../core/token/pointer.js'
import { yamlName } from '../../core/token-scopes/claim-hints.js'
import { under } from './settings-place.js'
import { article, list, plural, quote, type Sentence, type Words } from './words.js'

type ScopeFormProblems = Pick<
  DecisionProblems,
  | 'scope-claims-differ'
  | 'scope-claim-type'
  | 'scope-claim-missing'
  | 'scope-claim-empty'
  | 'role-claim-type'
  | 'role-claim-missing'
  | 'role-claim-unknown'
  | 'undeclared-roles'
  | 'no-scope-claim'
  | 'scope-spelling'
>

/** About the claims that scopes and roles are read from, and how they are written there. */
export const scopeFormWords: Words<ScopeFormProblems> = {
  'scope-claims-differ': ({ claims, unusable, best, catalog, profile, byFlags }) => ({
    says: `the token's claims ${list(claims, 'and')} name different scopes${unusable.map(({ claim, found }) => ` (${quote(claim)} is ${typeName(found)})`).join('')}, and nothing says which one counts`,
    hint: `write the one that your API reads into ${byFlags ? 'a catalog' : catalog}, ${under({ profile })} \`scope_claim: ${yamlName(best)}\`${nullHint(unusable)}`,
  }),
  'scope-claim-type': ({ claim, found, expected, profile }) => ({
    says: `the claim ${quote(claim)} is ${typeName(found)}, not ${expected ? article(expected) : 'a string or a list of strings'}: it gives no scopes`,
    hint:
      expected !== undefined && (found === 'array' || found === 'string')
        ? `if your API reads it, write \`scope_format: ${found}\` ${under({ profile })}`
        : `have the issuer write ${example(claim, expected === 'array')}${found === 'null' ? ', or leave it out: `null` is not the same' : ''}`,
    warns: true,
  }),
  'scope-claim-missing': ({ claims, pinned, meant, profile, byFlags }) => ({
    says: `the token has ${claims.length === 1 ? 'no claim' : 'none of the claims'} ${list(claims)}, and no other claim has the missing scopes`,
    hint: meant
      ? meantHint('scope_claim', meant, profile)
      : pinned
        ? `ask the issuer for a token with scopes, or ${corrected('scope_claim', profile)}`
        : `ask the issuer for a token with scopes, or set the claim that has them ${under({ profile, byFlags })} \`scope_claim: CLAIM\``,
    warns: true,
  }),
  'scope-claim-empty': ({ claim }) => ({
    says: `the token's claim ${quote(claim)} is empty`,
    hint: 'ask the issuer for a token with scopes',
    warns: true,
  }),
  'role-claim-type': ({ claim, found, profile }) => ({
    says: `the role claim ${quote(claim)} is ${typeName(found)}, not a string or a list of strings: it gives no scopes`,
    hint: `have the issuer write ${example(claim, true)}, or ${corrected('role_claim', profile)}`,
    warns: true,
  }),
  'role-claim-missing': ({ claim, meant, profile }) => ({
    says: `the token has no claim ${quote(claim)}, from which \`role_claim\` reads roles`,
    hint: meant
      ? meantHint('role_claim', meant, profile)
      : profile === undefined
        ? `have the issuer add it, or ${corrected('role_claim', profile)}`
        : `have the issuer add it, or ${corrected('role_claim', profile)} (\`none\` if these tokens have no roles)`,
    warns: true,
  }),
  'role-claim-unknown': ({ claim, names, count }) => ({
    says:
      count === 0
        ? `the role claim ${quote(claim)} is empty`
        : `the role claim ${quote(claim)} has no role of this catalog, only ${list(names, 'and')}${count > names.length ? ` and ${plural(count - names.length, 'more', 'more')}` : ''}`,
    hint:
      count === 0
        ? 'have the issuer assign a role'
        : 'declare that role under roles:, or have the issuer write the name of one',
    warns: true,
  }),
  'undeclared-roles': ({ roles }) => ({
    says: `not ${roles.length === 1 ? 'a role' : 'roles'} of the catalog, so ${roles.length === 1 ? 'it gives' : 'they give'} no scopes: ${list(roles, 'and')}`,
  }),
  'no-scope-claim': noScopeClaim,
  'scope-spelling': spelling,
}

/** A claim that is null is present, unlike one that is left out. */
function nullHint(unusable: readonly { claim: string; found: string }[]): string {
  const nulls = unusable.filter(({ found }) => found === 'null').map(({ claim }) => claim)
  return nulls.length === 0
    ? ''
    : `; or have the issuer leave out ${list(nulls, 'and')}: \`null\` counts as a value`
}

const typeName = (found: string): string =>
  found === 'mixed array'
    ? 'a list with values that are not strings'
    : found === 'null'
      ? 'null'
      : article(found)

/** A claim as an issuer would write it: the last step of a pointer. */
const claimText = (claim: string): string => JSON.stringify(claimPath(claim).at(-1) ?? claim)

const example = (claim: string, asList: boolean): string =>
  `${claimText(claim)}: ${asList ? '["NAME", "NAME"]' : '"NAME NAME"'}`

/** A profile may inherit the setting: it is set there, not changed. */
const corrected = (setting: 'role_claim' | 'scope_claim', profile: string | undefined): string =>
  `${profile === undefined ? 'correct' : 'set'} \`${setting}:\` ${under({ profile })}`

const meantHint = (
  setting: 'role_claim' | 'scope_claim',
  { claim, isPath }: NonNullable<DecisionProblems['role-claim-missing']['meant']>,
  profile: string | undefined,
): string =>
  isPath
    ? `a nested claim needs a JSON pointer: write \`${setting}: ${yamlName(claim)}\` ${under({ profile })}`
    : `if your API reads ${quote(claim)}, write \`${setting}: ${yamlName(claim)}\` ${under({ profile })}`

/** Scopes or roles that are in the token, but not in the claim that is read. */
function noScopeClaim({
  claim,
  setting,
  value,
  read,
  alike,
  inList,
  profile,
  byFlags,
}: DecisionProblems['no-scope-claim']): Sentence {
  const names = setting === 'role_claim' ? 'roles' : 'scopes'
  const where = `${quote(claim)} has names ${alike ? 'like' : 'of'} this catalog's ${names}`
  return {
    says:
      read === undefined
        ? `the token has no scope claim, but ${where}`
        : `scopes are read from ${quote(read)}, but ${where}`,
    hint: inList
      ? `a list of objects cannot be read: have the issuer write a list of strings, and set its claim ${under({ profile, byFlags })} \`${setting}: CLAIM\``
      : `if your API reads it, write \`${setting}: ${value}\` ${under({ profile, byFlags })}`,
    warns: true,
  }
}

type Spelt = DecisionProblems['scope-spelling']

/** A scope or role in another form or spelling, with what to write. */
function spelling(spelt: Spelt): Sentence {
  const { how, kind, name, meant, claim, form } = spelt
  const [right = ''] = meant
  const asList = kind === 'role' || form === 'array' || how === 'list'
  const write = `have the issuer write ${claimText(claim)}: ${JSON.stringify(asList ? meant : meant.join(' '))}`
  switch (how) {
    case 'separator':
      return {
        says:
          kind === 'role'
            ? `${quote(name)} is one name: several roles are a list`
            : `${quote(name)} is one name: only spaces separate scopes`,
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
    default:
      return {
        says: `${quote(name)} ${difference(how, name, right)}, and ${kind}s are compared exactly`,
        hint: declareOr(spelt, right),
        warns: true,
      }
  }
}

function difference(
  how: Exclude<Spelt['how'], 'separator' | 'element' | 'list'>,
  name: string,
  right: string,
): string {
  switch (how) {
    case 'case':
      return `differs from ${quote(right)} in case`
    case 'prefix':
      return `differs from ${quote(right)} by the prefix ${quote(name.slice(0, -right.length))}`
    case 'punctuation':
      return `differs from ${quote(right)} in punctuation`
    case 'order':
      return `has the parts of ${quote(right)} in another order`
    case 'letters':
      return `looks like ${quote(right)}, but is spelled differently`
  }
}

/** Nobody types names longer than this. */
const LONGEST_NAME = 300

/** The line will be pasted, so the name in it is never cut. */
function declareOr({ kind, name, byFlags }: Spelt, right: string): string {
  const issuer = `have the issuer write ${quote(right)}`
  if (byFlags || name.length > LONGEST_NAME) return issuer
  if (kind === 'role')
    return `${issuer}; or, if your API compares the whole name, call the role \`${yamlName(name)}\` under roles:`
  const line = `${yamlName(name)}: ...`
  return `${issuer}; or, if your API compares the whole name, write \`${line}\` in place of ${quote(right)} under scopes: and in routes:`
}
