import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { once } from '../../../src/core/once.js'
import { tempDir } from '../../support/temp-dir.js'
import type { ExportCell } from './export-cells.js'
import { cannot, type Installed, run } from './install.js'
import { runEngine } from './run-engine.js'

const MODULE = 'github.com/open-policy-agent/opa'

/** The program on the PATH, else the newest version, built. */
export const installOpa = once(install)

async function install(): Promise<Installed> {
  const found = await versionOf('opa')
  if (found) return found
  const dir = tempDir()
  const done = await run('env', [`GOBIN=${dir}`, 'go', 'install', `${MODULE}@latest`], dir)
  return (await versionOf(join(dir, 'opa'))) ?? cannot('go install', [MODULE], done)
}

async function versionOf(program: string): Promise<Installed | undefined> {
  const { exit, stdout } = await run(program, ['version'], '.')
  const version = /^Version: (\S+)/m.exec(stdout)?.[1]
  if (exit !== 0 || version === undefined) return undefined
  return { ok: true, program, dir: tempDir(), versions: { opa: version } }
}

export interface OpaAnswer {
  readonly allow: boolean
  readonly status: number
  /** Whether the rule for Envoy's plugin allows. */
  readonly envoy: boolean
}

/** One document with both answers: OPA then evaluates the policy once for each request, not once for each answer. */
const BOTH = `package compared

answer := {"allow": decision.allow, "status": decision.status, "envoy": data.scopectl.envoy.allowed}

decision := data.scopectl.decision
`

/** At a fixed time: some tokens are valid for seconds. */
const queryAt = (now: number): string =>
  `[a | some r in input; a := data.compared.answer with input as r with time.now_ns as ${now}000000000]`

/** Garbage is collected rarely: by default, that takes a third of the time. */
const MEMORY = { GOGC: '1000', GOMEMLIMIT: '2GiB' }

/** What OPA decides, each second request in the form of Envoy's external authorization. */
export async function askOpa(
  program: string,
  folder: string,
  cells: readonly ExportCell[],
  now: number,
): Promise<OpaAnswer[]> {
  const dir = tempDir({ 'both.rego': BOTH })
  const file = join(dir, 'input.json')
  const read = ['--bundle', folder, '--data', join(dir, 'both.rego'), '--input', file]
  const args = ['eval', ...read, '--format', 'raw', queryAt(now)]
  const answers: OpaAnswer[] = []
  for (const inputs of inParts(cells)) {
    writeFileSync(file, `[${inputs.join()}]`)
    const done = await runEngine(program, args, folder, MEMORY)
    expect(done, done.stderr).toMatchObject({ exit: 0 })
    answers.push(...(JSON.parse(done.stdout) as OpaAnswer[]))
  }
  return answers
}

/** Tokens with hundreds of scopes make a file that is too large for one text. */
const MOST_TEXT = 50_000_000

function* inParts(cells: readonly ExportCell[]): Generator<string[]> {
  let part: string[] = []
  let length = 0
  for (const [i, cell] of cells.entries()) {
    const text = inputOf(cell, i)
    if (length + text.length > MOST_TEXT) {
      yield part
      part = []
      length = 0
    }
    part.push(text)
    length += text.length
  }
  yield part
}

function inputOf({ method, target, token }: ExportCell, i: number): string {
  if (i % 2 === 0)
    return JSON.stringify({ method, path: target, ...(token === undefined ? {} : { token }) })
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return JSON.stringify({ attributes: { request: { http: { method, path: target, headers } } } })
}

/** `opa check --strict` and `opa test`: what they say if they fail, else the number of tests. */
export async function testOpa(program: string, folder: string): Promise<number> {
  const checked = await runEngine(program, ['check', '--strict', '--bundle', folder], folder)
  expect(checked).toMatchObject({ exit: 0 })
  // A busy machine takes longer than the five seconds that OPA gives each test.
  const args = ['test', '--timeout', '10m', '--bundle', folder]
  const tested = await runEngine(program, args, folder)
  expect(tested, tested.stdout).toMatchObject({ exit: 0 })
  return Number(/PASS: (\d+)\//.exec(tested.stdout)?.[1] ?? 0)
}
