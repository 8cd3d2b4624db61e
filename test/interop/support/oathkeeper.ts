import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect } from 'vitest'
import { oathkeeper } from '../../../src/core/export/oathkeeper/oathkeeper.js'
import type { Policy } from '../../../src/core/export/policy.js'
import { freePort } from '../../support/free-port.js'
import { plainEnv } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { type Installed, run } from './install.js'

/** The program on the PATH: the registry of Go has no module of it that can be installed. */
export async function findOathkeeper(): Promise<Installed> {
  const { exit, stdout } = await run('oathkeeper', ['version'], '.')
  if (exit !== 0) return { ok: false, reason: 'oathkeeper is not on the PATH' }
  const version = /Version:\s+(\S+)/.exec(stdout)?.[1] ?? 'unknown'
  return { ok: true, program: 'oathkeeper', dir: tempDir(), versions: { oathkeeper: version } }
}

export interface RunningProxy {
  readonly port: number
  /** What the API behind it got, by the header `x-cell` of the request. */
  readonly got: ReadonlyMap<string, string>
  stop(): Promise<void>
}

/** Oathkeeper with the exported folder of a policy, in front of an API that answers 200. */
export async function runOathkeeper(program: string, policy: Policy): Promise<RunningProxy> {
  const got = new Map<string, string>()
  const api = createServer((request, response) => {
    got.set(`${request.headers['x-cell']}`, request.url ?? '')
    response.end('{}')
  })
  await once(api.listen(0, '127.0.0.1'), 'listening')
  const { port: behind } = api.address() as { port: number }
  const ports = [await freePort(), await freePort(), await freePort()]
  expect(oathkeeper.cannot(policy)).toEqual([])
  const folder = tempDir()
  for (const { name, text } of oathkeeper.files({ policy, samples: [] })) {
    const placed = text
      .replaceAll('http://127.0.0.1:9000', `http://127.0.0.1:${behind}`)
      .replace(/port: 445([567])\n/g, (_, n) => `port: ${ports[Number(n) - 5]}\n`)
    writeFileSync(join(folder, name), placed)
  }
  const env = { ...plainEnv(folder), SQA_OPT_OUT: 'true', LOG_LEVEL: 'fatal' }
  const args = ['serve', '--config', 'oathkeeper.yaml', '--disable-telemetry']
  const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = once(child, 'close')
  const rules = `http://127.0.0.1:${ports[1]}/rules?limit=1`
  const ready = async () => {
    try {
      return ((await (await fetch(rules)).json()) as unknown[]).length > 0
    } catch {
      return false
    }
  }
  for (let i = 0; i < 300 && child.exitCode === null && !(await ready()); i++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(child.exitCode, said).toBe(null)
  return {
    port: ports[0] ?? 0,
    got,
    async stop() {
      child.kill('SIGKILL')
      await ended
      api.closeAllConnections()
      api.close()
    },
  }
}
