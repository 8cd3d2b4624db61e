import { json } from './json-parts.js'
import type { FindingKind } from './kinds.js'
import type { Exchange, Variant } from './model.js'
import { Resource, type Shown } from './resource.js'
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
  return VARIANTS.flatMap(([variant, kind]) => {
    const open = seen.of(variant).find((each) => opens(each, seen) === 'yes')
    return found(kind, open)
  })
}

/** A variant that a refused caller gets something for, which may or may not be the resource; one of each kind. */
export const unclearVariants = (seen: Seen): Exchange[] =>
  VARIANTS.flatMap(([variant]) => {
    const shown = seen.of(variant).map((each) => ({ each, is: opens(each, seen) }))
    if (shown.some(({ is }) => is === 'yes')) return []
    return shown.filter(({ is }) => is === 'unclear').map(({ each }) => each)
  })

const VARIANTS = Object.entries(KIND_OF) as [Variant, FindingKind][]

/** Whether a refused caller gets in by this variant. */
function opens(each: Exchange, seen: Seen): Shown {
  const { planned, reply } = each
  const plain = seen.plainOf(each)
  if (planned.expected === 'allowed' || !isThrough(each) || !isAnswered(reply)) return 'no'
  if (!plain || isThrough(plain)) return 'no'
  if (planned.variant === 'head') {
    const allowed = seen.of('head').find(({ planned: other }) => other.expected === 'allowed')
    return allowed === undefined || isThrough(allowed) ? 'yes' : 'no'
  }
  const carrier = seen
    .of('carrier')
    .find(
      ({ planned: other }) =>
        other.method === planned.method && other.check.is === planned.check.is,
    )
  // A write: the carrier alone does something else.
  if (carrier) return differs(each, carrier)
  // Many servers answer unknown paths with the same page, so the answer must show the resource.
  if (!seen.resource) return 'no'
  return planned.isShared ? seen.resource.sameAs(reply) : seen.resource.shownBy(reply)
}

/** Whether the header made a difference. */
function differs({ reply: a }: Exchange, { reply: b }: Exchange): Shown {
  if (!isAnswered(a) || !isAnswered(b) || a.status !== b.status) return 'yes'
  if (a.body === b.body) return 'no'
  const same = new Resource([b]).shownBy(a)
  // Without documents to compare, a page may be another one each time.
  const isText = json(a.body) === undefined || json(b.body) === undefined
  if (same === 'yes') return 'no'
  return same === 'unclear' || isText ? 'unclear' : 'yes'
}
