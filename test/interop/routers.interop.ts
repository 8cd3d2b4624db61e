import fc from 'fast-check'
import { beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { requireSameRoute } from '../../src/core/as-server/same-route.js'
import { letsInMore } from '../../src/core/catalog/looser.js'
import type { Route } from '../../src/core/catalog/model.js'
import { requirementText } from '../../src/core/catalog/requirement.js'
import { askRoute } from '../../src/core/decision/question.js'
import { ScopectlError } from '../../src/core/errors.js'
import { askForwarded } from '../../src/core/router/ask.js'
import { mayRun } from '../../src/core/router/may-run.js'
import { ROUTERS } from '../../src/core/router/routers.js'
import { SEED } from '../support/seed.js'
import { type Installed, installNpm, installPython, needs } from './support/install.js'
import { routeSet } from './support/route-sets.js'
import { type Named, type Ran, ROUTER_SERVERS, runRouter } from './support/routers.js'

const SETS = 100
const sets = fc.sample(routeSet, { numRuns: SETS, seed: SEED })

let node: Installed
let python: Installed
beforeAll(async () => {
  node = await installNpm(['express', 'fastify'])
  python = await installPython(['starlette', 'fastapi', 'uvicorn'])
  for (const installed of [node, python])
    if (installed.ok) console.log(JSON.stringify(installed.versions))
})

const installedFor = (router: Named): Installed =>
  ROUTER_SERVERS[router].endsWith('.js') ? node : python
const known = new Map<Named, Promise<Ran[]>>()

/** What the router ran for every request of every set. */
async function ranBy(router: Named, context: TestContext): Promise<readonly Ran[]> {
  const installed = installedFor(router)
  needs(installed, context)
  const found = known.get(router) ?? runRouter(router, sets, installed)
  known.set(router, found)
  return found
}

/** In the form `seed 1: GET /A of GET /a: read`, so that it can be repeated. */
function where({ catalog, method, target }: Ran): string {
  const routes = catalog.routes.map((each) => `${each.name}: ${requirementText(each.requirement)}`)
  return `seed ${SEED}: ${method} ${target.raw} of ${routes.join(', ')}`
}

describe.each(Object.keys(ROUTER_SERVERS) as Named[])('%s', (router) => {
  test('runs one of the routes that it may run, or none if it is not sure to match them', async (context) => {
    const ran = await ranBy(router, context)
    let single = 0
    for (const each of ran) {
      const { catalog, method, target, names } = each
      const runs = mayRun(catalog, ROUTERS[router], { method, target, inOrder: true })
      const isSure = runs.length > 0 && runs.every((run) => run.isSure) && !each.isUnread
      const expected = [...runs.map(({ route }) => route.name), ...(isSure ? [] : [null])]
      for (const name of names) expect(expected, `${name} by ${where(each)}`).toContain(name)
      if (runs.length < 2) single++
    }
    console.log(`${router}: ${single} of ${ran.length} requests can run one route only`)
    expect(single).toBeGreaterThan(ran.length * 0.7)
  })

  test.for([undefined, router])(
    'forward-auth (--router %s) accepts nobody that the route which runs rejects',
    async (name, context) => {
      const ran = await ranBy(router, context)
      let judged = 0
      for (const each of ran) {
        const { catalog } = each
        const asked = ask(() => askForwarded(catalog, name, each))
        if (!asked) continue
        judged++
        // An unnamed router is not assumed to run the first route that matches.
        for (const run of name === undefined ? each.narrowFirst : each.names) {
          const route = routeOf(each, run)
          if (!route) continue
          const isLax = letsInMore(route.requirement, asked.requirement)
          expect(isLax, `${run} by ${where(each)}, judged by ${asked.route?.name}`).toBe(false)
        }
      }
      console.log(`${router} behind --router ${name}: ${judged} of ${ran.length} are judged`)
      expect(judged).toBeGreaterThan(ran.length * 0.4)
    },
  )
})

test.for(['express', 'fastapi'] as const)(
  '--as-server %s answers only for what the route that runs demands',
  async (router, context) => {
    const ran = await ranBy(router, context)
    let answered = 0
    for (const each of ran) {
      const { catalog, method, target } = each
      const question = ask(() => {
        const asked = askRoute(catalog, `${method} ${target.raw}`)
        requireSameRoute({ name: router, router }, catalog, asked)
        return asked
      })
      // For a GET route FastAPI's profile itself answers HEAD with 405.
      const isGone = router === 'fastapi' && method !== question?.route?.method
      if (!question || isGone) continue
      answered++
      for (const run of each.names) {
        const route = routeOf(each, run)
        const demands = route && requirementText(route.requirement)
        expect(demands, `${run} by ${where(each)}`).toBe(requirementText(question.requirement))
      }
    }
    console.log(`--as-server ${router}: ${answered} of ${ran.length} are answered`)
    expect(answered).toBeGreaterThan(ran.length * 0.4)
  },
)

const routeOf = ({ catalog }: Ran, name: string | null): Route | undefined =>
  catalog.routes.find((route) => route.name === name)

/** Undefined if it cannot be asked. */
function ask<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}
