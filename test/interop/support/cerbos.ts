import { join } from 'node:path'
import { expect } from 'vitest'
import { freePort } from '../../support/free-port.js'
import { plainEnv } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { untilTrue } from '../../support/until-true.js'
import type { ExportCell } from './export-cells.js'
import { cannot, type Installed, installNpm, run } from './install.js'
import { runEngine } from './run-engine.js'
import { type Running, startServer } from './start-server.js'

const PACKAGE = '@cerbos/cerbos-linux-x64'

/** The program on the PATH, else the one in the package of the npm registry. */
export async function installCerbos(): Promise<Installed> {
  const found = await versionOf('cerbos')
  if (found) return found
  const installed = await installNpm([PACKAGE])
  if (!installed.ok) return installed
  const program = join(installed.dir, 'node_modules', PACKAGE, 'cerbos-linux-x64')
  const done = { stdout: '', stderr: `${program} does not run here`, exit: 1 }
  return (await versionOf(program)) ?? cannot('npm', [PACKAGE], done)
}

async function versionOf(program: string): Promise<Installed | undefined> {
  const { exit, stdout } = await run(program, ['--version'], '.')
  const version = /^([\d.]+)/.exec(stdout)?.[1]
  if (exit !== 0 || version === undefined) return undefined
  return { ok: true, program, dir: tempDir(), versions: { cerbos: version } }
}

/** `cerbos compile`: what it says if it fails, else the number of tests. */
export async function testCerbos(program: string, folder: string): Promise<number> {
  const tested = await runEngine(program, ['compile', folder], folder)
  expect(tested, tested.stdout).toMatchObject({ exit: 0 })
  const [, all, good] = /(\d+) tests executed \[(\d+) OK\]/.exec(tested.stdout) ?? []
  expect(good, tested.stdout).toBe(all)
  return Number(all)
}

/** `cerbos server` on the folder, listening at ports of its own. */
export async function runCerbos(program: string, folder: string): Promise<Running> {
  const port = await freePort()
  const set = [
    `server.httpListenAddr=127.0.0.1:${port}`,
    `server.grpcListenAddr=127.0.0.1:${await freePort()}`,
    `server.requestLimits.maxResourcesPerRequest=${BATCH}`,
  ].map((each) => `'--set=${each}'`)
  const start = `"$0" server --config=.cerbos.yaml --log-level=error --debug-listen-addr= ${set.join(' ')} & echo http://127.0.0.1:${port}; wait`
  const running = await startServer('sh', ['-c', start, program], {
    cwd: folder,
    env: plainEnv(folder),
  })
  await untilTrue(
    'cerbos answers',
    async () => (await fetch(`${running.origin}/_cerbos/health`)).ok,
    () => false,
    1200,
  )
  return running
}

/** The number of resources in one request. */
const BATCH = 200

/** The text of their tokens: Cerbos takes requests of up to 4 MiB, and closes the connection of one that takes it long. */
const MOST_TEXT = 300_000

/** The status that each cell gets, as README.md in the folder says. */
export async function askCerbos(
  origin: string,
  cells: readonly ExportCell[],
): Promise<(number | undefined)[]> {
  const statuses: (number | undefined)[] = cells.map(() => undefined)
  const byToken = new Map<string | undefined, number[]>()
  for (const [i, { token }] of cells.entries())
    byToken.set(token, [...(byToken.get(token) ?? []), i])
  for (const [token, indexes] of byToken) {
    const fitting = Math.floor(MOST_TEXT / (token?.length ?? 1))
    const most = Math.max(1, Math.min(BATCH, fitting))
    for (let from = 0; from < indexes.length; from += most) {
      const some = indexes.slice(from, from + most)
      const asked = some.flatMap((i) => cells[i] ?? [])
      const found =
        (await statusesOf(origin, asked, token)) ?? (await statusesOf(origin, asked, undefined))
      some.forEach((index, i) => {
        statuses[index] = found?.[i]
      })
    }
  }
  return statuses
}

const STATUSES = {
  path: 400,
  route: 404,
  decide: 501,
  authenticate: 401,
  claims: 501,
  access: 403,
} as const
type Action = keyof typeof STATUSES

interface Reply {
  readonly message?: string
  readonly results: readonly { readonly actions: Readonly<Record<Action, string>> }[]
}

/** Undefined if Cerbos refuses the token itself. */
async function statusesOf(
  origin: string,
  cells: readonly ExportCell[],
  token: string | undefined,
): Promise<number[] | undefined> {
  const text = token === undefined ? {} : { token }
  const body = {
    principal: { id: 'caller', roles: ['caller'] },
    resources: cells.map(({ method, target }, i) => ({
      actions: Object.keys(STATUSES),
      resource: { kind: 'request', id: `${i}`, attr: { method, path: target, ...text } },
    })),
    ...(token === undefined ? {} : { auxData: { jwt: text } }),
  }
  const ask = () =>
    fetch(`${origin}/api/check/resources`, { method: 'POST', body: JSON.stringify(body) })
  // A connection that was idle may be closed before the request is read.
  const reply = await ask().catch(ask)
  const { message = '', results } = (await reply.json()) as Reply
  if (reply.status === 400 && /^invalid auxData/.test(message)) return undefined
  expect(reply.status, message).toBe(200)
  expect(results).toHaveLength(cells.length)
  return results.map(({ actions }) => {
    if (actions.access === 'EFFECT_ALLOW') return 200
    const denied = Object.entries(STATUSES).find(
      ([action]) => actions[action as Action] === 'EFFECT_DENY',
    )
    return denied?.[1] ?? 0
  })
}
