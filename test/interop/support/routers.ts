import { copyFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join, resolve } from 'node:path'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import type { Catalog, Route } from '../../../src/core/catalog/model.js'
import { plainEnv } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { inTurns } from './cells.js'
import type { Installed } from './install.js'
import { narrowFirst, partsOf, type RouteSet } from './route-sets.js'
import { startServer } from './start-server.js'

export const ROUTER_SERVERS = {
  express: 'routers.js',
  fastify: 'routers.js',
  starlette: 'routers.py',
  fastapi: 'routers.py',
} as const
export type Named = keyof typeof ROUTER_SERVERS

/** A request, and the routes that real apps of the set have run for it, by name; null: none. */
export interface Ran {
  readonly catalog: Catalog
  readonly method: string
  readonly target: { readonly raw: string; readonly path: string }
  /** The results of every app of the set, and of those that declare narrower routes first. */
  readonly names: readonly (string | null)[]
  readonly narrowFirst: readonly (string | null)[]
  /** An app refused to read the path (400): Express splits `%C3%A9` for `/{id}9`, and cannot decode the half. */
  readonly isUnread: boolean
}

interface Answered {
  readonly name: string | null
  readonly status: number | undefined
}

const ORDERS = [
  { isNarrowFirst: false, sort: (routes: readonly Route[]) => [...routes] },
  { isNarrowFirst: true, sort: narrowFirst },
]

/** Each set as apps: in each order, with both of Express's ways to declare the rest of a path. */
function appsOf(sets: readonly RouteSet[]) {
  return sets.flatMap(({ catalog }, set) =>
    ORDERS.flatMap(({ isNarrowFirst, sort }) =>
      (['*', '{*}'] as const).map((tail) => {
        const routes = sort(catalog.routes).map((route) => ({
          name: route.name,
          method: route.method,
          parts: partsOf(route),
        }))
        // Fastify refuses a HEAD route after the GET route of the same path.
        const rank = ({ method }: { method: string }): number => (method === 'HEAD' ? 0 : 1)
        const fastify = [...routes].sort((a, b) => rank(a) - rank(b))
        return {
          set,
          isNarrowFirst,
          tail,
          express: routes,
          starlette: routes,
          fastapi: routes,
          fastify,
        }
      }),
    ),
  )
}

/** Starts the apps of all sets, and sends them every request. */
export async function runRouter(
  router: Named,
  sets: readonly RouteSet[],
  installed: Extract<Installed, { ok: true }>,
): Promise<Ran[]> {
  const apps = appsOf(sets)
  const file = join(tempDir(), 'sets.json')
  writeFileSync(file, JSON.stringify(apps))
  const origin = await start(router, file, installed)
  const requests = sets.flatMap(({ catalog, requests: all }, set) =>
    all.map((each) => ({ ...each, catalog, set })),
  )
  return inTurns(requests, 32, async ({ catalog, set, method, raw }) => {
    const own = apps.flatMap((app, i) => (app.set === set ? [{ ...app, i }] : []))
    const answers = await Promise.all(own.map(({ i }) => ask(origin, i, router, method, raw)))
    const names = answers.map(({ name }) => name)
    const read = canonicalPath(raw)
    if ('why' in read) throw new Error(raw)
    return {
      catalog,
      method,
      target: { raw, path: read.path },
      names,
      narrowFirst: names.filter((_, i) => own[i]?.isNarrowFirst),
      isUnread: answers.some(({ status }) => status === 400),
    }
  })
}

async function start(
  router: Named,
  sets: string,
  { dir, program }: Extract<Installed, { ok: true }>,
): Promise<string> {
  const name = ROUTER_SERVERS[router]
  const script = resolve('test/interop/servers', name)
  const copy = join(dir, name)
  copyFileSync(script, copy)
  const env = { ...plainEnv(dir), SETS: sets, NODE_ENV: 'production' }
  return (await startServer(program, [copy], { cwd: dir, env })).origin
}

function ask(
  origin: string,
  app: number,
  router: Named,
  method: string,
  path: string,
): Promise<Answered> {
  return new Promise((done, fail) => {
    const headers = { 'x-set': `${app}`, 'x-router': router }
    const { hostname, port } = new URL(origin)
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const name = response.headers['x-route']
      const answered = {
        name: typeof name === 'string' ? name : null,
        status: response.statusCode,
      }
      response.resume().on('end', () => done(answered))
    })
    sent.on('error', fail).end()
  })
}
