import type { TokenSettings } from '../catalog/model.js'
import { fail } from '../errors.js'
import { CONDITIONS, type Condition } from './conditions.js'
import type { Profile, ScopeReader } from './schema.js'

/** An odd token, what is odd about it, and the status that a server answered. */
export interface Tried {
  readonly what: string
  readonly conditions: readonly Condition[]
  readonly status: number
}

/** What a server answered on a route that needs scopes. */
export interface Answers {
  readonly good: number
  readonly noToken: number
  /** To a HEAD request with a good token. */
  readonly head: number
  readonly odd: readonly Tried[]
  /** The largest of LEEWAYS by which an expired token was accepted. */
  readonly leeway: number
  /** To a bad token on a public route; undefined: the catalog has none that could be asked. */
  readonly publicBad: number | undefined
}

/** The leeways that are told apart, in seconds. */
export const LEEWAYS = [0, 5, 10, 20, 30, 60, 120, 300] as const

const isIn = (status: number): boolean => status >= 200 && status < 300
/** That a table can contain. A redirect, to a login page for example, is none. */
const isRefusal = (status: number): boolean => status >= 400 && status < 600

/** @throws ScopectlError if the answers do not come from a guard that accepts the good token only. */
export function requireGuard(url: string, { good, noToken }: Pick<Answers, 'good' | 'noToken'>) {
  if (isIn(noToken)) fail('learn-no-guard', { url, status: noToken })
  if (!isRefusal(noToken)) fail('learn-status', { url, status: noToken })
  if (!isIn(good)) fail('learn-refused', { url, status: good })
}

/** Without any scope, for every server. */
const NO_SCOPES = ['empty', 'an empty array', 'null', 'a number', 'an object']

/** @throws ScopectlError if a table cannot say what the server does: it lets tokens in without scopes, or redirects. */
export function requireTable(url: string, { odd }: Pick<Answers, 'odd'>) {
  for (const { what, status } of odd) {
    if (!isIn(status) && !isRefusal(status)) fail('learn-status', { url, status, what })
    if (isIn(status) && NO_SCOPES.some((each) => what === `scopes ${each}`))
      fail('learn-no-scopes', { url, status, what })
  }
}

/** About the scopes, not about whether the token is accepted. */
const isAboutScopes = ({ what }: Tried): boolean => /\bscopes\b/.test(what)
/** Their answer depends on the second: the leeway tells more. */
const isAboutLeeway = ({ what }: Tried): boolean => / \d seconds/.test(what)

/**
 * The table of a server, from its answers. What was not tried is refused. The scopes of a claim of the wrong type are
 * assumed to be checked on every guarded route if such a token is answered like a bad one, or might be.
 */
export function learnProfile(
  answers: Answers,
  { scopeClaims }: Pick<TokenSettings, 'scopeClaims'>,
): Profile {
  const claim = scopeClaims?.[0] ?? 'scope'
  const tried = answers.odd.filter((each) => !isAboutScopes(each) && !isAboutLeeway(each))
  const forbidden = statusOf(answers, 'scopes empty') ?? 403
  // Only what was let in: a 403 may be for the token as well as for its scopes.
  const letIn = tried.filter(({ status }) => isIn(status))
  const accepted = new Set(letIn.flatMap(({ conditions }) => conditions))
  const byCondition = new Map<Condition, number>()
  for (const { conditions, status } of tried) {
    const [leading] = conditions.filter((each) => !accepted.has(each))
    if (leading !== undefined && !byCondition.has(leading)) byCondition.set(leading, status)
  }
  const refused = byCondition.get('bad-signature') ?? 401
  const readers = readersFrom(answers, claim, { forbidden, refused })
  const others = [...new Set(byCondition.values())].filter((status) => status !== refused)
  const wrongTypes = readers.flatMap((reader) => [reader.array, reader.mixed, reader.other])
  return {
    version: 1,
    server: 'learned by scopectl server learn',
    head: answers.head === 405 ? 'none' : 'get',
    public:
      answers.publicBad !== undefined && isIn(answers.publicBad) ? 'ignores-token' : 'checks-token',
    token: {
      leeway: answers.leeway,
      accepts: CONDITIONS.filter((each) => accepted.has(each)),
      statuses: others.sort().map((status) => ({
        status,
        if: CONDITIONS.filter((each) => byCondition.get(each) === status),
      })),
    },
    scopes: { readers, always: wrongTypes.some((how) => typeof how === 'number') },
    answers: {
      no_token: { status: answers.noToken },
      refused: { status: refused },
      forbidden: { status: forbidden },
    },
  }
}

const statusOf = ({ odd }: Answers, what: string): number | undefined =>
  odd.find((each) => each.what === what)?.status

/** How the claim is read, and whether `scp` is read where it is missing. */
function readersFrom(
  answers: Answers,
  claim: string,
  { forbidden, refused }: { readonly forbidden: number; readonly refused: number },
): ScopeReader[] {
  const read = <T extends string>(what: string, how: T): T | 'none' | number => {
    const status = statusOf(answers, what) ?? forbidden
    if (isIn(status)) return how
    // Where both have one status, nothing tells a token without scopes from a bad one.
    return status === forbidden && forbidden !== refused ? 'none' : status
  }
  const isBlank = isIn(statusOf(answers, 'scopes with a tab between') ?? 0)
  const reader: ScopeReader = {
    claim,
    string: read('scopes as a string', isBlank ? 'whitespace' : 'spaces'),
    array: read('scopes as an array', 'names'),
    mixed: read('scopes including a number', 'names'),
    is_null: read('scopes null', 'none'),
    other: read('scopes a number', 'none'),
  }
  const hasOther = isIn(statusOf(answers, 'scopes in another claim') ?? 0)
  return hasOther ? [reader, { ...reader, claim: 'scp' }] : [reader]
}
