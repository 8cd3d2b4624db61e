import { fail } from '../core/errors.js'
import { judgeRoute, type RouteVerdict, verdictOf } from '../core/probe/judge.js'
import type { FindingKind } from '../core/probe/kinds.js'
import type { Exchange, Planned, Reply, RoutePlan } from '../core/probe/model.js'
import { secondSample } from '../core/probe/second-sample.js'
import { isAnswered, isThrough } from '../core/probe/seen.js'
import { Spent } from '../core/probe/spent.js'
import { uncached } from '../core/probe/uncached.js'
import { type Problem, problem } from '../core/problem.js'
import { withoutToken } from '../core/secrets/without-token.js'
import { MOST_RETRIES, type Sender } from '../io/probe/sender.js'
import { newJti } from './new-jti.js'
import { Fixtures, type FixtureTools } from './probe-fixtures.js'
import { withoutBodies, withSharedBody } from './probe-memory.js'
import type { Recorder } from './probe-record.js'
import { probeRoute, type RouteTools } from './probe-route.js'
import type { TokenSource } from './probe-tokens.js'

export interface ProbeTools extends FixtureTools {
  readonly sender: Sender
  readonly tokens: TokenSource
  readonly recorder: Recorder
  readonly total: number
  /** Shows the verdict about a route as soon as it is known. */
  readonly show: (verdict: RouteVerdict) => void
  /** What is not a finding for this kind of server. */
  readonly accepted: readonly FindingKind[]
}

/** A clock difference that is smaller is not worth mentioning: `Date` has whole seconds, and answers take time. */
const CLOCK_SECONDS = 5
/** A server that is further off is not followed: its tokens would be valid elsewhere for as long. */
const MOST_CLOCK_SECONDS = 300

/** How many are kept, since some may be consumed. */
const MOST_KNOWN = 8

/** An allowed request that got in: it is repeated after each route, to see that the server still answers it. */
interface KnownGood {
  readonly plan: RoutePlan
  readonly planned: Planned
}

/**
 * Sends the requests of each route in their order, several routes at once, and judges a route once it is done; only the
 * verdicts are kept. Ends early at ctrl-c, and when a request that was allowed no longer is.
 */
export class ProbeRun {
  readonly verdicts: RouteVerdict[] = []
  readonly notes: Problem[] = []
  /** Whether every planned route was probed. */
  isWhole = true
  /** Whether a command of the user failed: the run could not be done as asked. */
  hasBroken = false
  readonly #tools: ProbeTools
  readonly #route: RouteTools
  /** Those whose resource was still there. */
  readonly #knownGood: KnownGood[] = []
  #stopped = false

  constructor(tools: ProbeTools) {
    this.#tools = tools
    const send = (plan: RoutePlan, planned: Planned): Promise<Exchange> => this.#send(plan, planned)
    this.#route = {
      send,
      isStopped: () => this.#stopped,
      stop: (why) => {
        this.hasBroken = true
        this.#stop(why)
      },
      unique: () => newJti(tools.ctx),
      fixtures: new Fixtures(tools, send),
      spent: new Spent(),
    }
  }

  /** No further request is sent. */
  interrupt(): void {
    this.#stop(problem('probe-interrupted', {}))
    this.#tools.sender.hurry()
  }

  /** Removes what was created; also after the run was stopped. */
  async cleanUp(): Promise<void> {
    this.notes.push(...(await this.#route.fixtures.removeAll()))
  }

  /** @param atOnce how many routes; writes depend on each other */
  async all(plans: Iterable<RoutePlan>, atOnce: number): Promise<void> {
    const queue = plans[Symbol.iterator]()
    const work = async (until: () => boolean): Promise<void> => {
      while (!this.#stopped && !until()) {
        const next = queue.next()
        if (next.done) return
        await this.#probe(next.value)
        this.#tools.ctx.progress(this.verdicts.length, this.#tools.total)
      }
    }
    // One at a time until some request is known to be good: it must not warm a cache for its own route.
    await work(() => this.#knownGood.length > 0)
    await Promise.all(Array.from({ length: atOnce }, () => work(() => false)))
    if (queue.next().done !== true) this.isWhole = false
  }

  async #probe(plan: RoutePlan): Promise<void> {
    const bodies = new Map<string, string>()
    const send: RouteTools['send'] = async (of, planned) =>
      withSharedBody(await this.#send(of, planned), bodies)
    const answers = await probeRoute(plan, { ...this.#route, send })
    const { plan: sent, why } = answers
    const again = this.#stopped || why ? undefined : secondSample(answers.exchanges)
    const exchanges = again ? [...answers.exchanges, await send(sent, again)] : answers.exchanges
    const isGood = await this.#isStillGood()
    if (isGood) this.#tools.recorder.add(plan, answers)
    const judged = judgeRoute(sent, exchanges, this.#tools.accepted)
    const verdict = why ? { ...judged, ...verdictOf(judged.findings, why) } : judged
    const { route } = plan
    // A server that locks the user out refuses what it usually allows: only what got in is certain.
    const certain = verdict.findings.filter(({ exchange }) => isThrough(exchange))
    const { cells } = verdict
    const unsettled = { ...verdictOf(certain, { is: 'not-finished' }), oddities: [], cells }
    const final = withoutBodies(isGood ? verdict : { route, ...unsettled })
    this.verdicts.push(final)
    this.#tools.show(final)
    if (exchanges.length < sent.requests.length && !why) this.isWhole = false
    if (this.#knownGood.length === MOST_KNOWN || route.method !== 'GET') return
    const good = exchanges.find(
      (each) =>
        each.planned.variant === undefined &&
        each.planned.check.is === 'allowed' &&
        isThrough(each),
    )
    if (good) this.#knownGood.push({ plan, planned: good.planned })
  }

  async #send(plan: RoutePlan, planned: Planned): Promise<Exchange> {
    const { sender, tokens, ctx, url } = this.#tools
    const isFirst = sender.sent === 0
    const token = await tokens.of(planned.credential, plan.subject)
    if (typeof token === 'object') {
      this.#stop(token)
      return { planned, reply: { failed: 'no-token', detail: token.code } }
    }
    const reply = covered(await sender.send(planned, token), token)
    if (!isAnswered(reply) && reply.failed === 'rate-limit') {
      const { route } = plan
      this.#stop(problem('probe-rate-limited', { route: route.name, retries: MOST_RETRIES }))
      return { planned, reply }
    }
    if (isFirst) {
      if (!isAnswered(reply)) fail('probe-unreachable', { url, why: reply.detail })
      const here = ctx.now()
      const there = sender.date ?? here
      const skew = there - here
      if (Math.abs(skew) > MOST_CLOCK_SECONDS) fail('probe-clock-apart', { here, there })
      if (Math.abs(skew) > CLOCK_SECONDS) {
        tokens.skew = skew
        this.notes.push(problem('probe-clock', { seconds: skew }))
      }
    }
    return { planned, reply }
  }

  async #isStillGood(): Promise<boolean> {
    for (let good = this.#knownGood[0]; good && !this.#stopped; good = this.#knownGood[0]) {
      const { plan, planned } = good
      const isUncached = planned.query?.includes('uncached=') ?? false
      const again = isUncached ? uncached(planned, this.#route.unique()) : planned
      const exchange = await this.#send(plan, again)
      if (isThrough(exchange)) return true
      const { reply } = exchange
      const status = isAnswered(reply) ? reply.status : undefined
      if (status !== 404 && status !== 410) {
        this.#stop(problem('probe-stopped', { route: plan.route.name, status }))
        return false
      }
      // A write has consumed the resource.
      if (this.#knownGood[0] === good) this.#knownGood.shift()
    }
    return true
  }

  #stop(why: Problem): void {
    if (this.#stopped) return
    this.#stopped = true
    this.isWhole = false
    this.notes.push(why)
  }
}

/** A challenge may repeat the token, and is shown in reports. */
function covered(reply: Reply, token: string | undefined): Reply {
  if (!isAnswered(reply) || reply.challenge === undefined || token === undefined) return reply
  return { ...reply, challenge: withoutToken(reply.challenge, token) }
}
