import type { Inconclusive } from '../core/probe/judge.js'
import { isSafe } from '../core/probe/methods.js'
import type { Exchange, Planned, RoutePlan } from '../core/probe/model.js'
import { isAnswered, isRefused, isThrough } from '../core/probe/seen.js'
import { isDoubtful, mayHaveWritten, rechecksOf, type Spent } from '../core/probe/spent.js'
import { cachedPair, mayBeCached, uncached } from '../core/probe/uncached.js'
import type { Problem } from '../core/problem.js'
import type { Around, Fixtures, Ready } from './probe-fixtures.js'

export interface RouteTools {
  readonly send: (plan: RoutePlan, planned: Planned) => Promise<Exchange>
  readonly isStopped: () => boolean
  readonly stop: (why: Problem) => void
  /** Different each time. */
  readonly unique: () => string
  readonly fixtures: Fixtures
  readonly spent: Spent
}

/** What was found out about a route. */
export interface RouteAnswers {
  /** Certain answers only. */
  readonly exchanges: readonly Exchange[]
  /** The plan, with the requests that these answers are for, and those that were not sent. */
  readonly plan: RoutePlan
  /** Why the other answers say nothing. */
  readonly why: Inconclusive | undefined
}

/** Sends the requests of a route that only reads. */
async function readRoute(plan: RoutePlan, tools: RouteTools): Promise<RouteAnswers> {
  const exchanges: Exchange[] = []
  let isCached = false
  const fresh = (planned: Planned): Promise<Exchange> =>
    tools.send(plan, uncached(planned, tools.unique()))
  const rest = [...plan.requests]
  for (let planned = rest.shift(); planned; planned = rest.shift()) {
    if (tools.isStopped()) return answersOf(plan, exchanges, [planned, ...rest])
    // What a cache answers from then on is known.
    const isFresh = isCached && planned.check.is !== 'again'
    const exchange: Exchange = isFresh ? await fresh(planned) : await tools.send(plan, planned)
    const isSuspect: boolean = !isCached && mayBeCached(exchange, plan.route)
    const control: Planned | undefined = isSuspect ? plan.requests.find(isControl) : undefined
    const pair: Exchange[] | undefined =
      control && cachedPair(exchange, await fresh(planned), await fresh(control))
    isCached ||= pair !== undefined
    exchanges.push(...(pair ?? [exchange]))
  }
  return answersOf(plan, exchanges)
}

const answersOf = (
  plan: RoutePlan,
  exchanges: readonly Exchange[],
  rest: readonly Planned[] = [],
  why?: Inconclusive,
): RouteAnswers => ({
  plan: { ...plan, requests: [...exchanges.map(({ planned }) => planned), ...rest] },
  exchanges,
  why,
})

/**
 * Sends the requests of a route that writes. Where something prepares its resource, it is prepared again after each write
 * that may have happened, and the allowed request is sent before the refused ones as well: if it no longer gets in after
 * them, nothing is certain but who got in.
 */
async function writeRoute(plan: RoutePlan, tools: RouteTools): Promise<RouteAnswers> {
  const around = tools.fixtures.around(plan)
  const exchanges: Exchange[] = []
  const spent = new Set<Exchange>()
  const control = around && plan.requests.find(isControl)
  let ready: Ready | undefined
  let before: Exchange | undefined
  const rest = [...(control ? [control] : []), ...plan.requests]
  for (let planned = rest.shift(); planned; planned = rest.shift()) {
    if (tools.isStopped()) break
    ready ??= await prepared(around, tools)
    if ('failed' in ready) break
    if ('trouble' in ready) return answersOf(plan, exchanges, [planned, ...rest], ready.trouble)
    const isSpent = !around && tools.spent.has(plan, planned)
    const exchange = { ...(await tools.send(plan, ready.at(planned))), planned }
    if (control && !before) before = exchange
    else exchanges.push(exchange)
    if (isSpent && isDoubtful(exchange)) spent.add(exchange)
    await tools.fixtures.noteCreated(plan, exchange)
    if (!mayHaveWritten(exchange)) continue
    if (around) {
      await restored(around, tools)
      ready = undefined
    } else tools.spent.add(plan, planned)
  }
  if (around && ready && 'at' in ready) await restored(around, tools)
  const sent = exchanges.length
  if (sent < plan.requests.length) return answersOf(plan, exchanges, plan.requests.slice(sent))
  if (before && isThrough(before)) {
    const after = exchanges.find(({ planned }) => planned === control)
    if (after && isAnswered(after.reply) && !isThrough(after))
      return certainOf(plan, exchanges, (each) => !isThrough(each), consumed(after))
  }
  return withoutDoubt(plan, exchanges, [...spent], tools)
}

const isControl = ({ variant, check }: Planned): boolean =>
  variant === undefined && check.is === 'allowed'

const consumed = ({ reply }: Exchange): Inconclusive => ({
  ...{ is: 'consumed', status: isAnswered(reply) ? reply.status : 0 },
})

/** Ends the run if a command failed. */
async function prepared(around: Around | undefined, { stop }: RouteTools): Promise<Ready> {
  const ready: Ready = (await around?.prepare()) ?? { at: (planned) => planned }
  if ('failed' in ready) stop(ready.failed)
  return ready
}

async function restored(around: Around, { stop }: RouteTools): Promise<void> {
  const failed = await around.restore()
  if (failed) stop(failed)
}

/** Finds out which of the doubtful answers are about access, and leaves out the others. */
async function withoutDoubt(
  plan: RoutePlan,
  exchanges: readonly Exchange[],
  doubtful: readonly Exchange[],
  tools: RouteTools,
): Promise<RouteAnswers> {
  if (doubtful.length === 0 || tools.isStopped()) return answersOf(plan, exchanges)
  const { allowed, refused } = rechecksOf(plan, exchanges, doubtful)
  const again = async (planned: Planned | undefined): Promise<Exchange | undefined> => {
    if (!planned) return undefined
    const exchange = await tools.send(plan, planned)
    await tools.fixtures.noteCreated(plan, exchange)
    return exchange
  }
  const [control, refusal] = [await again(allowed), await again(refused)]
  const isSure = (each: Exchange): boolean =>
    isRefused(each)
      ? control !== undefined && isAnswered(control.reply) && !isRefused(control)
      : refusal !== undefined && isRefused(refusal)
  const unsure = new Set(doubtful.filter((each) => !isSure(each)))
  const [first] = unsure
  return certainOf(plan, exchanges, (each) => unsure.has(each), first && consumed(first))
}

/** Without the answers that say nothing. */
function certainOf(
  plan: RoutePlan,
  exchanges: readonly Exchange[],
  isUnsure: (each: Exchange) => boolean,
  why: Inconclusive | undefined,
): RouteAnswers {
  const unsure = exchanges.filter(isUnsure).map(({ planned }) => planned)
  return answersOf(
    plan,
    exchanges.filter((each) => !isUnsure(each)),
    unsure,
    why,
  )
}

export const probeRoute = (plan: RoutePlan, tools: RouteTools): Promise<RouteAnswers> =>
  isSafe(plan.route.method) ? readRoute(plan, tools) : writeRoute(plan, tools)
