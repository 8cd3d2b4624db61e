import type { DecisionProblems } from '../../core/problems/decision.js'
import type { InSettings } from '../../core/problems/fault.js'
import { commandLine, option } from '../shell.js'
import { instant } from '../time.js'
import { badRoute, noRoute } from './asked-route.js'
import { cutWords } from './cut-words.js'
import { batchLineFault, FLAW_FAULTS } from './decision-faults.js'
import { unmatchable } from './foreign-notation.js'
import { notAToken } from './not-a-token.js'
import { noSuchScope, noSuchSubject } from './not-found.js'
import { routeFault } from './route.js'
import { scopeFormWords } from './scope-forms.js'
import { under } from './settings-place.js'
import { article, didYouMean, list, plural, quote, type Words } from './words.js'

/** The reassurance about a token with a valid signature; these two are not valid at any time. */
export const shortLived = (flaw: string): string =>
  flaw === 'expired' || flaw === 'not-yet-valid' ? '' : '; the token expires within 60 seconds'

const FLAW_LIST = 'scopectl help tokens lists the flaws'

/** A claim's value may be a secret. */
const claimName = (claim: string): string => claim.replace(/=.+/s, '=…')

const chooseView = (settings: InSettings): string =>
  `set how your server compares scopes: \`enforce: literal\` or \`enforce: implied\` ${under(settings)}`

/** The first names: a catalog may have thousands. */
const firstOf = (names: readonly string[]): string =>
  names.length > 3
    ? `${names.slice(0, 3).map(quote).join(', ')} and ${names.length - 3} more`
    : list(names, 'and')

export const decisionWords: Words<DecisionProblems> = {
  'blank-scopes': ({ flag }) => ({
    says: `${flag} is blank`,
    hint: 'is a variable unset? if no scopes are intended, omit the flag',
  }),
  'no-such-scope': noSuchScope,
  'bad-route': badRoute,
  'bad-path': ({ path, why }) => ({
    says: `the path ${quote(path)} ${routeFault(why)}: it has no canonical form`,
    hint: 'servers interpret such a path differently: give the path as your router sees it',
  }),
  'unmatchable-route': unmatchable,
  'no-route': noRoute,
  'ambiguous-route': ({ route, routes }) => ({
    says: `${quote(route)} matches ${list(routes, 'and')}, and neither is more specific`,
    hint: 'add a route for exactly the paths that both match',
  }),
  'route-unclear': ({ route, routes, router }) => ({
    says: `the API might run ${list(routes)} for ${quote(route)}`,
    hint:
      router === undefined
        ? 'tell scopectl how the API matches paths: serve --router NAME'
        : undefined,
  }),
  'undecided-route': ({ route }) => ({
    says: `${quote(route)} is undecided in the catalog`,
    hint: 'set its requirement: scopes, `authenticated` or `public`',
  }),
  'route-cut': ({ cut, path }) => ({
    says: `ignored ${cut.flatMap(cutWords).join(' and ')}: only the path ${quote(path)} is matched`,
  }),
  'no-such-user': ({ user, ...facts }) => noSuchSubject('user', user, facts),
  'no-such-client': ({ client, ...facts }) => noSuchSubject('client', client, facts),
  'no-such-role': ({ role, suggestion }) => ({
    says: `the catalog has no role ${quote(role)}`,
    hint: didYouMean(suggestion),
  }),
  'subject-disabled': ({ kind, name, wanted }) => ({
    says: `${kind} ${quote(name)} is disabled: ${wanted === 'token' ? 'no token is issued' : 'treated as anonymous'}`,
  }),
  'more-than-granted': ({ name, scopes, granted }) => ({
    says: `${list(scopes, 'and')} ${scopes.length === 1 ? 'is' : 'are'} not granted to ${quote(name)}`,
    hint: `granted: ${granted.join(' ') || 'nothing'}; --downscope drops the rest`,
  }),
  'scopes-dropped': ({ scopes }) => ({
    says: `dropped ${list(scopes, 'and')}: not granted`,
    warns: true,
  }),
  'no-token': () => ({ says: 'no token was given' }),
  ...scopeFormWords,
  'missing-scopes': ({ missing }) => ({ says: `missing ${list(missing, 'and')}` }),
  'only-other-ways': ({ ways }) => ({
    says: `scopes alone cannot satisfy this route: it needs ${list(ways)}`,
  }),
  'rows-literal': ({ scopes, profile }) => ({
    says: `scopes are compared literally: a server that expands implied scopes would allow ${firstOf(scopes)} more routes`,
    hint: chooseView({ profile }),
  }),
  'views-differ': ({ view, written, profile }) => ({
    says: written
      ? `a server that ${view === 'literal' ? 'expands implied scopes' : 'compares scopes literally'} would decide differently`
      : 'a server that expands implied scopes would allow it; one that compares scopes literally would not',
    hint: written ? undefined : chooseView({ profile }),
    warns: true,
  }),
  'would-be-refused': ({ reason }) => ({
    says: `the route is public, so the token was not checked; on other routes it would be rejected: ${reason}`,
  }),
  'flaw-not-expressible': ({ flaw, why }) => ({
    says: `cannot make a token with the flaw ${quote(flaw)}: ${FLAW_FAULTS[why]}`,
  }),
  'flaw-needs-consent': ({ flaw }) => ({
    says: `the flaw ${quote(flaw)} needs a valid signature by the key that the catalog configures`,
    hint: `add --with-configured-key to allow that${shortLived(flaw)}`,
  }),
  'unknown-flaw': ({ flaw, suggestion }) => ({
    says: `unknown flaw ${quote(flaw)}`,
    hint: didYouMean(suggestion) ?? FLAW_LIST,
  }),
  'bad-claim-flag': ({ claim }) => ({
    says: `--claim ${quote(claimName(claim))} must be name=text or name:=JSON, with each name given once`,
    hint: `for example: --claim team=blue or --claim 'teams:=["blue"]'`,
  }),
  'audience-any': () => ({
    says: '--audience cannot be `any` here: a token is issued for a specific audience',
    hint: 'omit the flag to use the first audience in the catalog',
  }),
  'audience-not-accepted': ({ audience }) => ({
    says: `the catalog does not accept the audience ${quote(audience)}: check will refuse this token`,
    warns: true,
  }),
  'no-subject-named': ({ stdin }) => ({
    says:
      stdin === 'terminal'
        ? 'no subject given, and stdin is a terminal'
        : 'no subject given, and stdin is not a pipe',
    hint: 'pass a token (env:NAME, file:FILE, -), or --user, --client, --role, --scopes or --anonymous',
  }),
  'not-a-token': ({ source, found }) => notAToken(source, found),
  'token-blank': ({ source }) => ({
    says: source.startsWith('env:')
      ? `the variable ${quote(source.slice(4))} is set, but empty: expected a token`
      : `${source} is empty: expected a token`,
    hint:
      source === 'stdin'
        ? 'the command before the pipe may have failed; to check without a token, use --anonymous'
        : source.startsWith('env:')
          ? 'the command that sets it may have failed; to check without a token, use --anonymous'
          : undefined,
  }),
  'token-utf16': ({ source }) => ({
    says: `${source} is UTF-16 text`,
    hint: 'in PowerShell 5: $OutputEncoding = [Text.UTF8Encoding]::new()',
  }),
  'goal-missing': ({ flags }) => ({
    says:
      flags.length > 0
        ? `${flags.join(' and ')} ${flags.length === 1 ? 'needs' : 'need'} --need or --route`
        : 'nothing to check',
    hint: 'add --need "SCOPES" or --route "METHOD /path"',
  }),
  'goal-twice': () => ({
    says: '--need and --route cannot be combined',
    hint: 'check one at a time',
  }),
  'iat-unreadable': () => ({
    says: '--at iat needs a token with a numeric `iat`',
    hint: 'give a time instead: --at 2026-01-01T00:00:00Z',
  }),
  'keying-without-key': ({ flags, profile }) => ({
    says: `${flags.join(' and ')} ${flags.length === 1 ? 'needs' : 'need'} --key`,
    hint: `with a catalog, set it there ${under({ profile })}`,
  }),
  'algorithm-unsaid': ({ source, kty, raw, flag, profile }) => ({
    says: `${source} is ${unsaid(kty, raw)}`,
    hint: flag
      ? `add --algorithm ${kty === 'oct' ? 'HS256' : 'RS256'}`
      : `add \`algorithm: ${kty === 'oct' ? 'HS256' : 'RS256'}\` ${under({ profile })}`,
  }),
  'algorithms-differ': ({ source, algorithms, flag, profile }) => ({
    says: `the keys of ${source} are for ${list(algorithms, 'and')}`,
    hint: flag
      ? `choose one: --algorithm ${algorithms[0]}`
      : `choose one: \`algorithm: ${algorithms[0]}\` ${under({ profile })}`,
  }),
  'key-cannot-sign': ({ source, profiles = [] }) => ({
    says: `${source} has no private key: it can verify but not sign`,
    hint:
      profiles.length === 0
        ? 'add a profile with a key that can sign, such as a secret of your own: scopectl help settings'
        : `a key that can sign is used ${profiles.map(withProfile).join(', or ')}`,
  }),
  'several-signing-keys': ({ source, count }) => ({
    says: `${source} has ${plural(count, 'private key')}, and it is unclear which one signs`,
    hint: 'keep only one private key in it',
  }),
  'no-development-key': ({ folder, profile }) => ({
    says: `no key to verify with: the catalog does not set one, and ${folder} has none yet`,
    hint: `scopectl token creates one; or set \`key:\` ${under({ profile })}`,
  }),
  'development-key-algorithm': ({ algorithm, made, profile }) => ({
    says: `the catalog requires ${algorithm}, but the development key is ${made}`,
    hint: `set \`key:\` ${under({ profile })}, or remove \`algorithm:\``,
  }),
  'clock-set': ({ at }) => ({
    says: `the token is dated ${instant(at)}, as set by --at`,
    warns: true,
  }),
  'batch-empty': () => ({
    says: 'the batch is empty: nothing was checked',
    hint: 'the command before the pipe may have failed',
  }),
  'batch-line': ({ why }) => ({
    says: batchLineFault(why),
    hint: 'write each line like {"as":{"user":"bob"},"route":"GET /items/","expect":"allow"}',
  }),
  'token-for-whom': () => ({
    says: 'no subject given for the token',
    hint: 'add --user NAME, --client NAME or --role NAME',
  }),
  'catalog-skipped': ({ file }) => ({
    says: `${file ? quote(file) : 'the catalog'} could not be read, so scopes are shown without descriptions`,
    hint: 'scopectl lint shows what is wrong with it',
  }),
  'undeclared-scopes': ({ scopes }) => ({
    says: `ignored, not in the catalog: ${list(scopes, 'and')}`,
  }),
  'key-is-configured': ({ catalog }) => ({
    says: `${quote(catalog)} sets its own key, so there is no development key to change`,
    hint: 'change that key where it is stored',
  }),
  'ring-exists': ({ folder }) => ({
    says: `${folder} already has a development key`,
    hint: 'scopectl keys rotate adds a new one and keeps existing tokens valid',
  }),
  'secret-not-public': ({ source }) => ({
    says: `${source} is a shared secret, which has no public part`,
    hint: 'use a key pair: ES256, EdDSA or RS256',
  }),
  'flag-needs': ({ flag, needs }) => ({ says: `${flag} needs ${needs}` }),
}

const withProfile = (name: string | undefined): string =>
  name === undefined
    ? 'without --profile'
    : `with ${commandLine(option('--profile', name)) ?? `the profile ${quote(name)}`}`

function unsaid(kty: string, raw: boolean): string {
  if (kty !== 'oct') return `${article(kty)} key that does not state its algorithm`
  return raw ? 'a raw secret, which does not state its algorithm' : 'a symmetric JWK without `alg`'
}
