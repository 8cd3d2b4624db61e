import type { FindingKind } from './kinds.js'
import type { Exchange, Variant } from './model.js'
import { isEqualResource, isSameResource } from './resource.js'
import { type Found, found, isAnswered, isThrough, type Seen } from './seen.js'

const KIND_OF: Partial<Record<Variant, FindingKind>> = {
  head: 'open-head',
  'trailing-slash': 'open-trailing-slash',
  case: 'open-case',
  overlap: 'open-overlap',
  override: 'open-override',
}

/** Variants that let in a caller that the usual request refuses. */
export function openVariants(seen: Seen): Found[] {
  const variants = Object.entries(KIND_OF) as [Variant, FindingKind][]
  return variants.flatMap(([variant, kind]) => {
    const open = seen.of(variant).find((each) => isOpen(each, seen))
    return found(kind, open)
  })
}

function isOpen(each: Exchange, seen: Seen): boolean {
  const { planned, reply } = each
  const plain = seen.plainOf(each)
  if (planned.expected === 'allowed' || !isThrough(each) || !isAnswered(reply)) return false
  if (!plain || isThrough(plain)) return false
  if (planned.variant === 'head') {
    const allowed = seen.of('head').find(({ planned: other }) => other.expected === 'allowed')
    return allowed === undefined || isThrough(allowed)
  }
  const carrier = seen
    .of('carrier')
    .find(
      ({ planned: other }) =>
        other.method === planned.method && other.check.is === planned.check.is,
    )
  // A write: the carrier alone does something else.
  if (carrier) return !isAlike(each, carrier)
  // Many servers answer unknown paths with the same page, so the answer must show the resource.
  if (!seen.resource) return false
  return planned.isShared
    ? isEqualResource(reply, seen.resource)
    : isSameResource(reply, seen.resource)
}

const isAlike = ({ reply: a }: Exchange, { reply: b }: Exchange): boolean =>
  isAnswered(a) && isAnswered(b) && a.status === b.status && isSameResource(a, b)
