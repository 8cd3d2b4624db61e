import { settingsFor } from '../core/probe/fixtures.js'
import { isSafe } from '../core/probe/methods.js'
import type { NotProbed, RoutePlan } from '../core/probe/model.js'
import { consumedLast } from '../core/probe/order.js'
import { type PlanSettings, planRoute } from '../core/probe/plan.js'
import type { Session } from './session.js'

type Part = (method: string) => boolean
/** Writes last: they may consume what is read. DELETE at the very end. */
export const PARTS: readonly Part[] = [
  isSafe,
  (method) => !isSafe(method) && method !== 'DELETE',
  (method) => method === 'DELETE',
]

export function* everyPlan(session: Session, settings: PlanSettings): Generator<RoutePlan> {
  for (const part of PARTS) yield* plansOf(session, settings, part)
}

export function* plansOf(
  { catalog }: Session,
  settings: PlanSettings,
  isPart: Part,
): Generator<RoutePlan> {
  for (const route of catalog.routes) {
    if (!isPart(route.method)) continue
    const plan = planRoute(catalog, route, settingsFor(catalog, route, settings))
    if ('requests' in plan) yield consumedLast(plan)
  }
}

/** What is planned and what is not, without keeping the plans. */
export function surveyOf({ catalog }: Session, settings: PlanSettings) {
  const notProbed: NotProbed[] = []
  const incomplete: Pick<RoutePlan, 'route' | 'leftOut' | 'supplied'>[] = []
  const withoutConsent = new Set<RoutePlan['withoutConsent'][number]>()
  const withoutKey = new Set<RoutePlan['withoutConsent'][number]>()
  let planned = 0
  let guarded = 0
  for (const route of catalog.routes) {
    const plan = planRoute(catalog, route, settingsFor(catalog, route, settings))
    if (!('requests' in plan)) {
      notProbed.push(plan)
      continue
    }
    planned++
    if (route.requirement.level !== 'public') guarded++
    for (const flaw of plan.withoutConsent) withoutConsent.add(flaw)
    const { leftOut, supplied } = plan
    for (const flaw of supplied?.withoutKey ?? []) withoutKey.add(flaw)
    const isLess =
      leftOut.count > 0 || leftOut.otherWays > 0 || !leftOut.isExact || hasGaps(supplied)
    if (isLess) incomplete.push({ route, leftOut, ...(supplied ? { supplied } : {}) })
  }
  const left = { withoutConsent: [...withoutConsent], withoutKey: [...withoutKey] }
  return { planned, guarded, notProbed, incomplete, ...left }
}

const hasGaps = (gaps: RoutePlan['supplied']): boolean =>
  gaps !== undefined && gaps.allowed.length + gaps.refused.length + gaps.unclear.length > 0
