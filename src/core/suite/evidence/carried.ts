import type { Catalog } from '../../catalog/model.js'
import { close } from '../../catalog/reach.js'
import type { Presented } from '../../decision/presented.js'
import { FLAWS, type Flaw, implying, lookalikes, otherScopeClaim } from '../../issue/flaws.js'
import { type Bits, type Compiled, toBits } from '../../matrix/compile.js'
import type { Reason } from '../../reason.js'
import { grantsOf } from '../../subject/grants.js'
import type { Refusal } from '../../token/model.js'
import { readTokenScopes, viewsOf } from '../../token-scopes/read.js'
import { carriedBy as carriedWithoutFlaw } from '../carried.js'
import type { GivenToken, NamedSubject, SuiteSubject } from '../model.js'

/** What a verifier may fail to check; see mutation. */
export type Unchecked = 'wrong-audience' | 'wrong-issuer' | 'expired' | 'bad-header'

/** A catalog compiled for evaluation, and the check that is skipped, if any. */
export interface Bearing {
  readonly catalog: Catalog
  readonly compiled: Compiled
  readonly unchecked: Unchecked | undefined
  /** The given tokens of the suites, verified. One that is missing cannot be evaluated. */
  readonly given: ReadonlyMap<GivenToken, Presented>
}

/**
 * What a suite's subject presents, computed without a token: what decide() would find in the token made for it.
 * `unaskable`: no such token can be made (it requests more than is granted, or has a flaw that cannot be expressed).
 */
export type Carried =
  | { readonly kind: 'unaskable' }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'accepted'; readonly literal: Bits; readonly implied: Bits }

const NONE: Carried = { kind: 'none' }
const UNASKABLE: Carried = { kind: 'unaskable' }

export function carriedBy(subject: SuiteSubject, bearing: Bearing): Carried {
  return subject.kind === 'token' ? givenTo(subject, bearing) : namedTo(subject, bearing)
}

function namedTo(named: NamedSubject, bearing: Bearing): Carried {
  const { catalog, compiled } = bearing
  const { subject, scope, flaw } = named
  const granted = grantsOf(catalog, subject)
  if (granted && scope?.some((name) => !granted.has(name))) return UNASKABLE
  const good = carriedWithoutFlaw(catalog, named)
  if (!good) return NONE
  if (!flaw) {
    const literal = toBits(compiled, good.literal)
    const isClosed = good.literal === good.implied
    return {
      kind: 'accepted',
      literal,
      implied: isClosed ? literal : toBits(compiled, good.implied),
    }
  }
  if (!isExpressible(flaw, catalog, good.literal)) return UNASKABLE
  const { reason } = FLAWS[flaw] as { reason: Reason | undefined }
  if (reason !== undefined && reason !== bearing.unchecked) return { kind: 'refused', reason }
  if (reason !== undefined) return accepted(good.literal, bearing)
  return accepted(flaw === 'implied-only' ? implying(catalog, good.literal) : [], bearing)
}

/** Whether makeFlawed would make it, checked without making it. */
function isExpressible(flaw: Flaw, catalog: Catalog, scopes: ReadonlySet<string>): boolean {
  const { token } = catalog
  switch (flaw) {
    case 'wrong-audience':
      return token.audiences !== 'any'
    case 'wrong-issuer':
      return token.issuers !== 'any'
    case 'wrong-type':
      return token.type !== undefined
    case 'no-subject':
      return token.subject === 'required'
    case 'scope-lookalike':
      return lookalikes(catalog, [...scopes]).length > 0
    case 'scope-claim-other':
      return token.scopeClaims !== undefined && otherScopeClaim(catalog) !== undefined
    case 'implied-only':
      return implying(catalog, scopes).length > 0
    case 'hs-with-public-key':
      return !token.algorithm?.startsWith('HS')
    default:
      return true
  }
}

function accepted(names: Iterable<string>, { catalog, compiled }: Bearing): Carried {
  const list = [...names]
  const implied = toBits(compiled, close(catalog.implied, list))
  return { kind: 'accepted', literal: toBits(compiled, list), implied }
}

function givenTo(subject: GivenToken, bearing: Bearing): Carried {
  const presented = bearing.given.get(subject)
  if (!presented) return UNASKABLE
  if (presented.kind === 'none') return NONE
  if (presented.kind === 'rejected') {
    const left = presented.refusals.filter((each) => !isUnchecked(each, bearing))
    const [first] = left
    if (first) return { kind: 'refused', reason: first.reason }
  }
  const { token } = presented
  if (!token) return UNASKABLE
  const read = readTokenScopes(token, bearing.catalog.token)
  if (read.ambiguous) return UNASKABLE
  const { literal, implied } = viewsOf(bearing.catalog, token, read)
  const { compiled } = bearing
  return {
    kind: 'accepted',
    literal: toBits(compiled, literal),
    implied: toBits(compiled, implied),
  }
}

/** Whether the check that refuses is the one to skip: among those of the header, only that of `typ` ever is. */
const isUnchecked = ({ reason, detail }: Refusal, { unchecked }: Bearing): boolean =>
  reason === unchecked && !(detail.code === 'token-header' && detail.args.member !== 'typ')

const sameBits = (a: Bits, b: Bits): boolean => a.every((word, i) => word === b[i])

/** Whether two subjects get the same answer on every route, whatever the routes need. */
export function isSameCarried(a: Carried, b: Carried): boolean {
  if (a.kind === 'refused' && b.kind === 'refused') return a.reason === b.reason
  if (a.kind !== 'accepted' || b.kind !== 'accepted') return a.kind === b.kind
  return sameBits(a.literal, b.literal) && sameBits(a.implied, b.implied)
}
