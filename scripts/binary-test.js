/** Builds the binary, and tests it like the npm package: without Node, or anything else, next to it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binaryPath, ON_WINDOWS } from './binary/path.js'

process.chdir(join(import.meta.dirname, '..'))
const temp = mkdtempSync(join(tmpdir(), 'scopectl-alone-'))
try {
  inherit('scripts/build-binary.js')
  useItAlone()
} finally {
  rmSync(temp, { recursive: true, force: true })
}
// `npm test` runs the same code in dist/. These run what can differ in a binary: loading each command and each format, exit
// codes, streams, prompts on a terminal, servers, requests over TLS and proxies, child processes, signals and memory.
const tests = [
  ...['transcripts', 'formats', 'init-terminal', 'probe-terminal', 'lost-output', 'downloads'],
  ...['proxies', 'pull-request'],
]
  .map((name) => `test/e2e/${name}.test.ts`)
  .concat(
    [
      ...['check-pipe', 'check-batch', 'document-memory', 'init', 'keys-new', 'serve-start'],
      ...['serve', 'serve-edits', 'test-watch', 'users-passwd'],
    ].map((name) => `test/commands/${name}.test.ts`),
    'test/cli/contract.test.ts',
  )
for (const test of tests) assert.ok(existsSync(test), `${test} does not exist`)
inherit('node_modules/vitest/vitest.mjs', 'run', ...tests, '--typecheck.enabled=false')

/** In a separate folder, without any variable, not even PATH, except one that would stop any other Node. */
function useItAlone() {
  const name = ON_WINDOWS ? 'scopectl.exe' : 'scopectl'
  cpSync(binaryPath, join(temp, name))
  const cwd = join(temp, 'empty')
  mkdirSync(join(cwd, '.git'), { recursive: true }) // ends the search for a catalog
  const env = { NODE_OPTIONS: '--require /no/such/file', ...(ON_WINDOWS ? {} : { HOME: cwd }) }
  /** @param {string[]} args */
  const scopectl = (args, input = '', exit = 0) => {
    const done = spawnSync(join(temp, name), args, { cwd, env, input, encoding: 'utf8' })
    assert.equal(done.status, exit, `scopectl ${args.join(' ')}: ${done.error ?? done.stderr}`)
    return done.stdout
  }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  assert.equal(scopectl(['--version']).trim(), `scopectl ${version}`)
  assert.match(scopectl(['help', 'licenses']), /Node\.js is licensed[\s\S]+\ncommander /)
  scopectl(['init', '--yes'])
  assert.match(
    scopectl(['check', '--need', 'read'], scopectl(['token', '--user', 'alice'])),
    /^allow/,
  )
  const call = { method: 'GET', path: '/items/', user: 'alice', status: 403 }
  assert.match(scopectl(['replay', '-'], JSON.stringify(call)), /^0 newly refused, 1 newly allowed/)
  writeFileSync(join(cwd, 'access.parquet'), 'PAR1')
  const { problem } = JSON.parse(scopectl(['replay', 'access.parquet', '--json'], '', 2))
  assert.match(problem.hint, /^use the npm package: npx /)
  assert.deepEqual(readdirSync(temp).sort(), ['empty', name], 'something lies beside the binary')
  console.log('alone, in an empty folder: token | check: allow')
}

/** @param {string[]} args */
function inherit(...args) {
  const { UPDATE: _, ...env } = process.env
  const done = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...env, SCOPECTL_BINARY: binaryPath },
  })
  assert.equal(done.status, 0, `${args[0]}: ${done.error ?? done.status}`)
}
