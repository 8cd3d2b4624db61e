import type { Catalog, Fixture } from '../core/catalog/model.js'
import { createdId } from '../core/probe/created-id.js'
import { type Coverage, coverageOf, withId } from '../core/probe/fixtures.js'
import type { Inconclusive } from '../core/probe/judge.js'
import type { Exchange, Planned, RoutePlan } from '../core/probe/model.js'
import { type PlanSettings, planRoute } from '../core/probe/plan.js'
import { isAnswered, isThrough } from '../core/probe/seen.js'
import { type Problem, problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { type Hooks, runHook } from './probe-hooks.js'

export interface FixtureTools {
  readonly catalog: Catalog
  readonly settings: PlanSettings
  readonly hooks: Hooks
  readonly url: string
  readonly ctx: Context
}

type Send = (plan: RoutePlan, planned: Planned) => Promise<Exchange>

/** What a write is sent to, or why it cannot be sent. `failed`: nothing more can be. */
export type Ready =
  | { readonly at: (planned: Planned) => Planned }
  | { readonly trouble: Inconclusive }
  | { readonly failed: Problem }

/** Prepares the resource of each write, and removes it afterwards. */
export interface Around {
  prepare(): Promise<Ready>
  /** @returns the problem if the run must end */
  restore(): Promise<Problem | undefined>
}

/**
 * The resources of writes: what --before and --after set up and clear away, and those that the catalog's fixtures create.
 * All that was created is known until it is removed.
 */
export class Fixtures {
  readonly #tools: FixtureTools
  readonly #send: Send
  /** What must be removed: by path, the fixture and the id; without an id, nobody can. */
  readonly #left = new Map<string, { fixture: Fixture; id: string | undefined }>()

  constructor(tools: FixtureTools, send: Send) {
    this.#tools = tools
    this.#send = send
  }

  /** @returns undefined if nothing needs to be prepared */
  around(plan: RoutePlan): Around | undefined {
    const { catalog, hooks, settings, url, ctx } = this.#tools
    const coverage = settings.allowWrites ? coverageOf(catalog, plan.route) : undefined
    if (!hooks.before && !hooks.after && !coverage) return undefined
    const { name: route, method } = plan.route
    const facts = { url, route, method, path: plan.requests[0]?.path ?? '' }
    let created: string | undefined
    return {
      prepare: async () => {
        const failed = await runHook('--before', hooks.before, facts, ctx)
        if (failed) return { failed }
        if (!coverage) return { at: (planned) => planned }
        const made = await this.#create(plan, coverage)
        if ('at' in made) created = made.path
        return made
      },
      restore: async () => {
        if (created !== undefined) await this.#remove(created)
        created = undefined
        return runHook('--after', hooks.after, facts, ctx)
      },
    }
  }

  /** What the creating route itself has made must be removed as well. */
  async noteCreated({ route }: RoutePlan, { planned, reply }: Exchange): Promise<void> {
    const fixture = this.#tools.catalog.fixtures.find(({ create }) => create.name === route.name)
    // A variant may be a GET, whose answer shows what was there before.
    const isCreation = planned.variant === undefined && planned.method === fixture?.create.method
    if (!fixture || !isCreation || !isAnswered(reply) || !isThrough({ planned, reply })) return
    const path = this.#known(fixture, createdId(fixture, reply))
    if (this.#tools.settings.allowWrites) await this.#remove(path)
  }

  /** Removes what is left. @returns what could not be removed */
  async removeAll(): Promise<Problem[]> {
    for (const path of [...this.#left.keys()]) await this.#remove(path)
    const paths = [...this.#left.keys()]
    return paths.length > 0 ? [problem('fixture-left', { paths })] : []
  }

  async #create(
    plan: RoutePlan,
    coverage: Coverage,
  ): Promise<Exclude<Ready, { failed: Problem }> & { readonly path?: string }> {
    const { catalog, settings } = this.#tools
    const { fixture } = coverage
    const { create } = fixture
    const trouble = (status: number | undefined, why: 'refused' | 'no-id') =>
      ({ trouble: { is: 'fixture', create: create.name, status, why } }) as const
    const making = planRoute(catalog, create, settings)
    const planned = 'requests' in making ? allowedOf(making) : undefined
    if (!('requests' in making) || !planned) return trouble(undefined, 'refused')
    const exchange = await this.#send(making, planned)
    const { reply } = exchange
    if (!isAnswered(reply)) return trouble(undefined, 'refused')
    if (!isThrough(exchange)) return trouble(reply.status, 'refused')
    const id = createdId(fixture, reply)
    const path = this.#known(fixture, id)
    const at = id === undefined ? undefined : withId(catalog, plan.route, settings, coverage, id)
    return at ? { at, path } : trouble(reply.status, 'no-id')
  }

  /** @returns under what it is known */
  #known(fixture: Fixture, id: string | undefined): string {
    const { create, remove, param } = fixture
    const path =
      id === undefined
        ? `${create.name} without an id`
        : remove.name.replace(`{${param}}`, () => id)
    this.#left.set(path, { fixture, id })
    return path
  }

  async #remove(path: string): Promise<void> {
    const { catalog, settings } = this.#tools
    const { fixture, id } = this.#left.get(path) ?? {}
    if (!fixture || id === undefined) return
    const params = new Map([...settings.params, [fixture.param, id]])
    const removing = planRoute(catalog, fixture.remove, { ...settings, params })
    const planned = 'requests' in removing ? allowedOf(removing) : undefined
    if (!('requests' in removing) || !planned) return
    const exchange = await this.#send(removing, planned)
    const status = isAnswered(exchange.reply) ? exchange.reply.status : undefined
    if (isThrough(exchange) || status === 404 || status === 410) this.#left.delete(path)
  }
}

const allowedOf = ({ requests }: RoutePlan): Planned | undefined =>
  requests.find(({ variant, expected }) => variant === undefined && expected === 'allowed')
