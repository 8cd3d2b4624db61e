/** Runs the transcripts on every supported Node line, to test the build. Prints one line each. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const LINES = [22, 24, 26] // and 20, on which `npm test` runs

process.chdir(join(import.meta.dirname, '..'))
const temp = mkdtempSync(join(tmpdir(), 'scopectl-nodes-'))
try {
  for (const line of LINES) testOn(install(line))
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/**
 * The package with the binary itself, which `node` would only fetch with an install script.
 * @param {number} line
 */
function install(line) {
  const folder = join(temp, `${line}`)
  const { platform, arch } = process
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${name}@${line}`])
  return join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node')
}

/** @param {string} node */
function testOn(node) {
  const version = run(node, ['--version']).trim()
  const { UPDATE: _, ...env } = process.env
  const started = performance.now()
  const done = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'test/e2e/transcripts', '--typecheck.enabled=false'],
    { env: { ...env, SCOPECTL_NODE: node }, encoding: 'utf8' },
  )
  const took = `${((performance.now() - started) / 1000).toFixed(1)}s`
  console.log(`${done.status === 0 ? 'ok    ' : 'FAILED'} node ${version} ${took}`)
  if (done.status === 0) return
  process.exitCode = 1
  console.log(done.stdout + done.stderr)
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  if (done.status === 0) return done.stdout
  throw new Error(`${command} ${args.join(' ')} failed\n${done.stdout}${done.stderr}`, {
    cause: done.error,
  })
}
