/** Builds the binary, and tests it like the npm package: without Node, or anything else, next to it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
// Transcripts, terminals and servers: all tests that run the program.
const tests = ['test/e2e', 'test/commands', 'test/cli/contract']
inherit('node_modules/vitest/vitest.mjs', 'run', ...tests, '--typecheck.enabled=false')

/** In a separate folder, without any variable, not even PATH, except one that would stop any other Node. */
function useItAlone() {
  const name = ON_WINDOWS ? 'scopectl.exe' : 'scopectl'
  cpSync(binaryPath, join(temp, name))
  const cwd = join(temp, 'empty')
  mkdirSync(join(cwd, '.git'), { recursive: true }) // ends the search for a catalog
  const env = { NODE_OPTIONS: '--require /no/such/file', ...(ON_WINDOWS ? {} : { HOME: cwd }) }
  /** @param {string[]} args */
  const scopectl = (args, input = '') => {
    const done = spawnSync(join(temp, name), args, { cwd, env, input, encoding: 'utf8' })
    assert.equal(done.status, 0, `scopectl ${args.join(' ')}: ${done.error ?? done.stderr}`)
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
