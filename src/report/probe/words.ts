import type { Inconclusive } from '../../core/probe/judge.js'
import type { FindingKind } from '../../core/probe/kinds.js'
import type {
  Credential,
  Expected,
  NotProbedWhy,
  Planned,
  Reply,
  Unanswered,
} from '../../core/probe/model.js'
import { isAnswered } from '../../core/probe/seen.js'
import { withoutTokens } from '../../core/secrets/without-token.js'
import { escapeText } from '../escape.js'
import { list, quote } from '../words/words.js'

/** What each finding means, in one sentence. */
export const MEANING: Readonly<Record<FindingKind, string>> = {
  unguarded: 'anyone gets in without a token',
  'any-text': 'anyone gets in with any text in place of a token',
  'any-token': 'any accepted token gets in: the scopes are not checked',
  'missing-scope': 'tokens get in that lack a needed scope',
  'no-scope-claim': 'tokens without a scope claim get in: a missing claim counts as full access',
  'scope-wrong-type': 'tokens get in whose scope claim has the wrong type',
  'scope-claim-other': 'scopes are read from a claim that the catalog does not use',
  'lookalike-scope':
    'scopes are compared loosely: a name that only resembles the needed one gets in',
  'superuser-scope': 'a scope that the catalog does not declare gives full access',
  'implied-scope': 'the server expands `implies` itself, and the catalog has `enforce: literal`',
  signature: 'signatures are not verified: anyone can write a token that gets in',
  'alg-none': 'unsigned tokens with the algorithm `none` get in',
  'key-confusion': 'tokens get in that are signed with the public key as an HMAC secret',
  expired: 'expired tokens get in',
  'not-yet-valid': 'tokens get in before they are valid',
  'wrong-audience': 'tokens for another API get in',
  'wrong-issuer': 'tokens of another issuer get in',
  'wrong-type': 'tokens of another type get in, and the catalog has `type`',
  'no-subject': 'tokens without a subject get in, and the catalog has `subject: required`',
  'open-head': 'HEAD is not guarded as GET is',
  'open-trailing-slash': 'the path with another trailing slash is served, but not guarded',
  'open-case': 'the path in another case is served, but not guarded',
  'open-overlap':
    'another spelling of the path is guarded like the route with a parameter in its place',
  'open-override': 'a method override header gets around the guard',
  'cached-answer': 'a cache gives the answer of one caller to another one without a token',
  leak: 'the refusal contains the resource',
  shut: 'callers who are allowed are refused',
  'shut-alternative': 'callers who are allowed by one of the alternatives are refused',
  'not-401': 'a missing or invalid token gets 403 instead of 401 (RFC 6750 §3.1)',
  'not-403': 'a valid token without the needed scope gets 401 instead of 403 (RFC 6750 §3.1)',
  'no-challenge': 'refusals have no WWW-Authenticate header (RFC 6750 §3)',
  'wrong-challenge': 'the WWW-Authenticate header says something else than the catalog',
  'union-challenge':
    'the challenge asks for the scopes of all alternatives, where those of one are enough',
  hidden: 'refusals say that the route does not exist (404) or the request is invalid (422)',
}

const EXPECTED: Readonly<Record<Expected, string>> = {
  allowed: '2xx',
  unauthorized: '401',
  forbidden: '403',
  refused: '401 or 403',
  any: 'any answer',
}
export const expectedText = ({ expected }: Pick<Planned, 'expected'>): string => EXPECTED[expected]

/** The status, or why there is none; a challenge may repeat a token, which is covered. */
export function gotText(reply: Reply): string {
  if (!isAnswered(reply)) return unansweredText(reply.failed, reply.detail)
  const { status, challenge } = reply
  return challenge === undefined || status < 400
    ? `${status}`
    : `${status}, ${escapeText(withoutTokens(challenge.slice(0, 200)))}`
}

const UNANSWERED: Readonly<Record<Unanswered['failed'], (detail: string) => string>> = {
  timeout: () => 'no answer in time',
  'rate-limit': () => 'too many requests (429)',
  'no-token': () => 'not sent: there is no valid token left',
  network: (detail) => `no answer: ${detail}`,
}
const unansweredText = (failed: Unanswered['failed'], detail: string): string =>
  UNANSWERED[failed](detail)

/** What was sent, in words: `a token with read + write`. */
export function credentialText({ check, credential }: Planned): string {
  if (credential.kind === 'supplied') return `the token of ${quote(credential.who)}`
  if (credential.kind === 'flaw' && credential.who !== undefined)
    return `the token of ${quote(credential.who)} with the flaw ${credential.flaw}`
  switch (check.is) {
    case 'no-token':
    case 'methods':
      return 'no token'
    case 'again':
      return 'no token, after a request with one'
    case 'garbage':
      return 'text that is not a token'
    case 'empty':
      return 'a token without scopes'
    case 'flaw':
      return `a token with the flaw ${check.flaw}`
    case 'refused':
      return check.lacks.length === 0
        ? 'a token with every scope'
        : `a token with every scope but ${list(check.lacks, 'and')}`
    case 'near':
      return `a token with every scope but ${list(check.lacks, 'and')}, and names like those`
    default:
      return scopesText(credential)
  }
}

const MOST_NAMES = 6

function scopesText(credential: Credential): string {
  if (credential.kind !== 'scopes' || credential.scopes.length === 0)
    return 'a token without scopes'
  const { scopes } = credential
  const more = scopes.length - MOST_NAMES
  const shown = scopes.slice(0, more > 1 ? MOST_NAMES : scopes.length)
  return more > 1
    ? `a token with ${shown.map(quote).join(', ')} and ${more} more`
    : `a token with ${list(shown, 'and')}`
}

export function inconclusiveText(why: Inconclusive): string {
  switch (why.is) {
    case 'unanswered':
      return unansweredText(why.failed, why.detail)
    case 'alike':
      return `nothing tells allowed callers from refused ones: they get ${why.status}`
    case 'control':
      return `an allowed caller gets ${why.status}, which says nothing about access`
    case 'no-refused-token':
      return 'every supplied token may call it, so nothing shows whether it checks scopes'
    case 'no-allowed-token':
      return 'no supplied token may call it, so there is nothing to compare with'
    case 'consumed':
      return `an allowed write gets ${why.status}, but an earlier one may have consumed the resource: --before, or \`probe: fixtures\``
    case 'fixture':
      return why.why === 'no-id'
        ? `the answer of ${quote(why.create)} has no usable id`
        : `${quote(why.create)} creates nothing: ${why.status === undefined ? 'it cannot be sent, or gets no answer' : `it answers ${why.status}`}`
    case 'not-finished':
      return 'the run ended before'
  }
}

export function notProbedText(why: NotProbedWhy): string {
  switch (why.is) {
    case 'undecided':
      return 'undecided'
    case 'method':
      return 'its method may change data: --methods'
    case 'parameters':
      return `needs ${why.names.map((name) => `--param ${name}=VALUE`).join(' ')}`
    case 'other-route':
      return `${why.path} belongs to ${why.route ?? 'no route'}`
  }
}
