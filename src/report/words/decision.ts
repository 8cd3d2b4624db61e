import type { DecisionProblems } from '../../core/problems/decision.js'
import { instant } from '../time.js'
import { cutWords } from './cut-words.js'
import { batchLineFault, FLAW_FAULTS } from './decision-faults.js'
import { foreignHint, unmatchable } from './foreign-notation.js'
import { notAToken } from './not-a-token.js'
import { routeFault } from './route.js'
import { scopeFormWords } from './scope-forms.js'
import { article, didYouMean, list, plural, quote, type Sentence, type Words } from './words.js'

const FLAW_LIST = 'scopectl help tokens lists the flaws'

/** About scopes, routes, subjects and their answers. */
/** A claim's value may be a secret. */
const claimName = (claim: string): string => claim.replace(/=.+/s, '=…')

export const decisionWords: Words<DecisionProblems> = {
  'blank-scopes': ({ flag }) => ({
    says: `${flag} names no scope`,
    hint: 'an unset variable leaves it empty; left out altogether, the flag asks nothing',
  }),
  'no-such-scope': ({ scope, suggestion }) => ({
    says: `the catalog has no scope ${quote(scope)}`,
    hint: didYouMean(suggestion) ?? 'declare it under `scopes:` first, or take one that is there',
  }),
  'bad-route': ({ route, why, suggestion }) => ({
    says: `the route ${quote(route)} ${routeFault(why)}`,
    hint: didYouMean(suggestion) ?? 'such as "GET /items/", in one pair of quotes',
  }),
  'bad-path': ({ path, why }) => ({
    says: `the path ${quote(path)} ${routeFault(why)}: it has no canonical form`,
    hint: 'servers read such a path differently, so there is no one answer; ask for the path as it is routed',
  }),
  'unmatchable-route': unmatchable,
  'no-route': ({ route, suggestion }) => ({
    says: `the catalog has no route for ${quote(route)}`,
    hint: route.includes('*')
      ? 'a route is named as the catalog writes it, such as "GET /items/{id}"; `*` is text like any other'
      : (foreignHint(suggestion) ??
        didYouMean(suggestion) ??
        'scopectl can --anonymous lists the routes'),
  }),
  'ambiguous-route': ({ route, routes }) => ({
    says: `${quote(route)} is a path of ${list(routes, 'and')}, and neither lies within the other`,
    hint: 'add the route that holds for exactly these paths',
  }),
  'route-unclear': ({ route, routes, router }) => ({
    says: `the API may run ${list(routes)} for ${quote(route)}`,
    hint: router === undefined ? 'say how it matches paths: serve --router NAME' : undefined,
  }),
  'undecided-route': ({ route }) => ({
    says: `${quote(route)} is undecided in the catalog`,
    hint: 'write what it needs: scopes, `authenticated` or `public`',
  }),
  'route-cut': ({ cut, path }) => ({
    says: `cut off ${cut.flatMap(cutWords).join(' and ')}: routes are about the path ${quote(path)}`,
  }),
  'no-such-user': ({ user, file, suggestion }) => nobody('user', user, file, suggestion),
  'no-such-client': ({ client, file, suggestion }) => nobody('client', client, file, suggestion),
  'no-such-role': ({ role, suggestion }) => ({
    says: `the catalog has no role ${quote(role)}`,
    hint: didYouMean(suggestion),
  }),
  'subject-disabled': ({ kind, name }) => ({
    says: `${kind} ${quote(name)} is disabled: the same as nobody`,
  }),
  'more-than-granted': ({ name, scopes, granted }) => ({
    says: `${list(scopes, 'and')} ${scopes.length === 1 ? 'is' : 'are'} not granted to ${quote(name)}`,
    hint: `granted: ${granted.join(' ') || 'nothing'}; --downscope drops what is not`,
  }),
  'scopes-dropped': ({ scopes }) => ({
    says: `dropped ${list(scopes, 'and')}: not granted`,
    warns: true,
  }),
  'no-token': () => ({ says: 'there is no token' }),
  ...scopeFormWords,
  'missing-scopes': ({ missing }) => ({ says: `missing ${list(missing, 'and')}` }),
  'only-other-ways': ({ ways }) => ({
    says: `no token of these scopes opens it: ${list(ways)} is needed`,
  }),
  'views-differ': ({ view, written }) => ({
    says: written
      ? `a server that ${view === 'literal' ? 'expands implied scopes' : 'compares scopes literally'} would answer otherwise`
      : 'a server that expands implied scopes would allow it, one that compares literally would not',
    hint: written
      ? undefined
      : 'say which one yours is: `enforce: literal` or `enforce: implied` under token:',
    warns: true,
  }),
  'would-be-refused': ({ reason }) => ({
    says: `the route is public, so the token was not looked at; elsewhere it would be refused: ${reason}`,
  }),
  'flaw-not-expressible': ({ flaw, why }) => ({
    says: `a token with the flaw ${quote(flaw)} cannot be made here: ${FLAW_FAULTS[why]}`,
  }),
  'flaw-needs-consent': ({ flaw }) => ({
    says: `the flaw ${quote(flaw)} needs a right signature of the key that the catalog names`,
    hint: '--with-configured-key agrees to that; such a token lives 60 seconds at most',
  }),
  'unknown-flaw': ({ flaw, suggestion }) => ({
    says: `there is no flaw ${quote(flaw)}`,
    hint: didYouMean(suggestion) ?? FLAW_LIST,
  }),
  'bad-claim-flag': ({ claim }) => ({
    says: `--claim ${quote(claimName(claim))} is neither name=text nor name:=JSON, or repeats a name`,
    hint: `such as --claim team=blue or --claim 'teams:=["blue"]'`,
  }),
  'audience-any': () => ({
    says: '--audience names whom the token is for, and `any` is nobody: it means "not checked"',
    hint: 'left out, the first audience of the catalog is written, if it has one',
  }),
  'audience-not-accepted': ({ audience }) => ({
    says: `the catalog does not accept the audience ${quote(audience)}: check will refuse this token`,
    warns: true,
  }),
  'no-subject-named': ({ stdin }) => ({
    says:
      stdin === 'terminal'
        ? 'the line names nobody, and stdin is a terminal'
        : 'the line names nobody, and stdin is no pipe',
    hint: 'give a token (env:NAME, file:FILE, -), or --user, --client, --role, --scopes, --anonymous',
  }),
  'not-a-token': ({ source, found }) => notAToken(source, found),
  'token-blank': ({ source }) => ({
    says: `${source} is empty: there is no token to ask about`,
    hint:
      source === 'stdin'
        ? 'the command before the pipe may have failed; --anonymous asks about nobody'
        : 'an unset variable expands to nothing: check its name, or pass --token env:NAME',
  }),
  'token-utf16': ({ source }) => ({
    says: `${source} is UTF-16 text`,
    hint: 'in PowerShell 5: $OutputEncoding = [Text.UTF8Encoding]::new()',
  }),
  'goal-missing': ({ flags }) => ({
    says:
      flags.length > 0
        ? `${flags.join(' and ')} goes with a goal, and there is none`
        : 'the line does not say what is asked',
    hint: 'add --need "SCOPES" or --route "METHOD /path"',
  }),
  'goal-twice': () => ({ says: '--need and --route are two questions', hint: 'ask one at a time' }),
  'iat-unreadable': () => ({
    says: '--at iat needs a token whose `iat` is a number',
    hint: 'for anybody else give a time, such as --at 2026-01-01T00:00:00Z',
  }),
  'keying-without-key': ({ flags }) => ({
    says: `${flags.join(' and ')} ${flags.length === 1 ? 'goes' : 'go'} with --key`,
    hint: 'with a catalog, write it there under token:',
  }),
  'algorithm-unsaid': ({ source, kty, raw, flag }) => ({
    says: `${source} is ${unsaid(kty, raw)}`,
    hint: flag
      ? `add --algorithm ${kty === 'oct' ? 'HS256' : 'RS256'}`
      : `add \`algorithm: ${kty === 'oct' ? 'HS256' : 'RS256'}\` under token:`,
  }),
  'algorithms-differ': ({ source, algorithms, flag }) => ({
    says: `the keys of ${source} are for ${list(algorithms, 'and')}`,
    hint: flag
      ? `choose one: --algorithm ${algorithms[0]}`
      : `choose one: \`algorithm: ${algorithms[0]}\` under token:`,
  }),
  'key-cannot-sign': ({ source }) => ({
    says: `${source} has no private key: it can verify, not sign`,
    hint: 'a profile with a key of your own can: --profile NAME',
  }),
  'several-signing-keys': ({ source, count }) => ({
    says: `${source} has ${plural(count, 'private key')}, and nothing says which one signs`,
    hint: 'keep one private key in it',
  }),
  'no-development-key': ({ folder }) => ({
    says: `there is no key to verify with: the catalog names none, and ${folder} has none yet`,
    hint: 'scopectl token makes one; or write `key:` under token:',
  }),
  'development-key-algorithm': ({ algorithm, made }) => ({
    says: `the catalog asks for ${algorithm}, and the development key is ${made}`,
    hint: 'write `key:` under token:, or leave `algorithm:` out',
  }),
  'clock-set': ({ at }) => ({
    says: `the token says that it was issued at ${instant(at)}, as --at asked`,
    warns: true,
  }),
  'batch-empty': () => ({
    says: 'the batch has no question: nothing was asserted',
    hint: 'the command before the pipe may have failed',
  }),
  'batch-line': ({ why }) => ({
    says: batchLineFault(why),
    hint: 'such as {"as":{"user":"bob"},"route":"GET /items/","expect":"allow"}',
  }),
  'token-for-whom': () => ({
    says: 'a token is for somebody',
    hint: 'add --user NAME, --client NAME or --role NAME',
  }),
  'catalog-skipped': ({ file }) => ({
    says: `${file ? quote(file) : 'the catalog'} could not be read, so scopes are shown without descriptions`,
    hint: 'scopectl check says what is wrong with it',
  }),
  'undeclared-scopes': ({ scopes }) => ({
    says: `not in the catalog, so ${scopes.length === 1 ? 'it satisfies' : 'they satisfy'} nothing: ${list(scopes, 'and')}`,
  }),
  'key-is-configured': ({ catalog }) => ({
    says: `${quote(catalog)} names a key, so there is no development key to change`,
    hint: 'a configured key is kept where it comes from',
  }),
  'ring-exists': ({ folder }) => ({
    says: `${folder} has a development key already`,
    hint: 'scopectl keys rotate adds a new one and keeps the old tokens good',
  }),
  'secret-not-public': ({ source }) => ({
    says: `${source} is a shared secret: it has no public part`,
    hint: 'a key pair (ES256, EdDSA, RS256) has one',
  }),
  'flag-needs': ({ flag, needs }) => ({ says: `${flag} goes with ${needs}` }),
}

function nobody(
  kind: 'user' | 'client',
  name: string,
  file: string | undefined,
  suggestion: string | undefined,
): Sentence {
  if (file !== undefined)
    return { says: `${quote(file)} has no ${kind} ${quote(name)}`, hint: didYouMean(suggestion) }
  return {
    says: `there is no users file, so no ${kind} ${quote(name)}`,
    hint: 'write users.yaml beside the catalog, or name one: --users-file FILE',
  }
}

function unsaid(kty: string, raw: boolean): string {
  if (kty !== 'oct') return `${article(kty)} key, which does not say its algorithm`
  return raw ? 'a raw secret, which does not say its algorithm' : 'a symmetric JWK without `alg`'
}
