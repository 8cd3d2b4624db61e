import type { ProbeRecord, RecordedRoute } from './record.js'

/**
 * `opened`: a request that must be refused is no longer; `closed`: it is now. `shut`: an allowed one is refused;
 * `gone`: it finds nothing, or the catalog has no such route. `status`: another difference. `new`: the record does not have
 * the route; `rule`: the catalog requires something else.
 */
export type ChangeKind = 'opened' | 'shut' | 'gone' | 'closed' | 'status' | 'new' | 'rule'

/** What differs on a route, in one way. */
export interface Change {
  readonly is: ChangeKind
  readonly route: string
  /** The status of the first request; null without an answer, undefined for the route as a whole. */
  readonly from: number | null | undefined
  readonly to: number | null | undefined
  readonly requests: number
}

export interface Comparison {
  readonly changes: readonly Change[]
  /** How many answers were compared. */
  readonly compared: number
  /** Routes that only one side has answers for, although nothing about them has changed: the plans differ. */
  readonly apart: readonly string[]
}

const ORDER: readonly ChangeKind[] = ['opened', 'shut', 'gone', 'rule', 'status', 'closed', 'new']

/** @param declared the names of all routes of the catalog, whether they were probed or not */
export function compareRecords(
  old: ProbeRecord,
  now: ProbeRecord,
  declared: ReadonlySet<string>,
): Comparison {
  const changes: Change[] = []
  const apart: string[] = []
  let compared = 0
  const whole = (is: ChangeKind, route: string): void => {
    changes.push({ is, route, from: undefined, to: undefined, requests: 0 })
  }
  for (const [name, before] of old.routes) {
    const after = now.routes.get(name)
    if (!after) {
      if (declared.has(name)) apart.push(name)
      else whole('gone', name)
      continue
    }
    if (after.needs !== before.needs) whole('rule', name)
    const found = changesOf(before, after)
    compared += found.compared
    changes.push(...found.changes)
    const isSame = found.compared === before.answers.size && found.compared === after.answers.size
    if (!isSame && after.needs === before.needs) apart.push(name)
  }
  for (const name of now.routes.keys()) if (!old.routes.has(name)) whole('new', name)
  const weight = ({ is }: Change): number => ORDER.indexOf(is)
  return { changes: changes.sort((a, b) => weight(a) - weight(b)), compared, apart }
}

function changesOf(before: RecordedRoute, after: RecordedRoute) {
  const changes = new Map<ChangeKind, Change>()
  let compared = 0
  for (const [key, { allowed, status: from }] of before.answers) {
    const answer = after.answers.get(key)
    if (!answer) continue
    compared++
    const { status: to } = answer
    if (from === to) continue
    const is = isVariant(key) ? variantKind(from, to) : kindOf(allowed, from, to)
    const first = changes.get(is) ?? { is, route: before.route, from, to, requests: 0 }
    changes.set(is, { ...first, requests: first.requests + 1 })
  }
  return { changes: [...changes.values()], compared }
}

function kindOf(allowed: boolean, from: number | null, to: number | null): ChangeKind {
  const [wasIn, isIn] = [isThrough(from), isThrough(to)]
  if (!allowed) return wasIn === isIn ? 'status' : isIn ? 'opened' : 'closed'
  if (wasIn && (to === 401 || to === 403)) return 'shut'
  return wasIn && (to === 404 || to === 410) ? 'gone' : 'status'
}

/** The key of an answer begins with what is checked, and the variant if it is one (record.ts). */
const isVariant = (key: string): boolean => (JSON.parse(key) as unknown[])[1] !== ''

/** Many servers answer other spellings, and OPTIONS, with a page: only a refusal shows that they were guarded. */
function variantKind(from: number | null, to: number | null): ChangeKind {
  const isRefusal = (status: number | null): boolean => status === 401 || status === 403
  if (isRefusal(from) && isThrough(to)) return 'opened'
  return isThrough(from) && isRefusal(to) ? 'closed' : 'status'
}

const isThrough = (status: number | null): boolean =>
  status !== null && status >= 200 && status < 300
