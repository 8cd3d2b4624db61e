import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import type { ProbeAnswer } from '../core/probe/answer.js'
import type { RouteVerdict } from '../core/probe/judge.js'
import type { PlanSettings } from '../core/probe/plan.js'
import { isAnswered } from '../core/probe/seen.js'
import { subjectFor } from '../core/probe/subject-for.js'
import { nameOf } from '../core/subject/model.js'

/** Public routes alone say nothing about a guard, if there is one to probe. */
export function refuseNothing(
  { routes }: Catalog,
  { planned, guarded }: { readonly planned: number; readonly guarded: number },
): void {
  const isGuardless = routes.every(({ requirement }) => requirement.level === 'public')
  if (isGuardless ? planned > 0 : guarded > 0) return
  const about = isGuardless
    ? routes
    : routes.filter(({ requirement: { level } }) => level !== 'public')
  fail('probe-nothing', { routes: about.length })
}

/** If every token gets 401, the server does not trust the key or does not know the subjects: that says nothing about scopes. */
export function refuseUntrusted(
  verdicts: readonly RouteVerdict[],
  url: string,
  catalog: Catalog,
  { subjects, supplied }: PlanSettings,
): void {
  const guarded = verdicts.filter(
    ({ route, why }) => route.requirement.level !== 'public' && why?.is !== 'no-allowed-token',
  )
  const isUntrusted = ({ findings }: RouteVerdict): boolean =>
    findings.length > 0 &&
    findings.every(({ kind, exchange: { reply } }) => {
      const isAlike = kind === 'shut' || kind === 'not-403'
      return isAlike && isAnswered(reply) && reply.status === 401
    })
  const isShut = guarded.some(({ findings }) => findings.some(({ kind }) => kind === 'shut'))
  if (!isShut || !guarded.every(isUntrusted)) return
  const names = supplied
    ? supplied.map(({ who }) => who)
    : guarded.map(({ route }) => nameOf(subjectFor(catalog, route.requirement, subjects)) ?? '')
  fail('probe-not-trusted', { url, status: 401, subjects: [...new Set(names)] })
}

export function outcomeOf(
  verdicts: readonly RouteVerdict[],
  isWhole: boolean,
  allowed: number,
): ProbeAnswer['outcome'] {
  if (verdicts.some(({ state }) => state === 'found')) return 'failed'
  const unclear = verdicts.filter(({ state }) => state === 'inconclusive').length
  // A run that shows nothing about any guard is not a success, whatever is allowed.
  const guarded = verdicts.filter(({ route }) => route.requirement.level !== 'public')
  const about = guarded.length > 0 ? guarded : verdicts
  const isShown = about.some(({ state }) => state === 'clean')
  return isWhole && isShown && unclear <= allowed ? 'yes' : 'notAsked'
}
