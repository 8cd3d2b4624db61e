/**
 * Makes dist/bin/scopectl-bun of the same sources with Bun, and shows on which transcripts it differs: what docs/binary.md
 * says of it. No part of CI, and no download: see there.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { binaryPath } from './binary/path.js'
import { bundleInOne } from './bundle.js'

const VERSION = '1.4.5'
const output = join(dirname(binaryPath), 'scopectl-bun')

process.chdir(join(import.meta.dirname, '..'))
const temp = mkdtempSync(join(tmpdir(), 'scopectl-bun-'))
try {
  // The package that holds the binary itself: `bun` only fetches this one, by an install script.
  const name = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`
  run('npm', ['install', '--prefix', temp, '--no-audit', '--no-fund', `${name}@${VERSION}`])
  const outfile = join(temp, 'scopectl.cjs')
  bundleInOne(outfile)
  // Left on, a .env or bunfig.toml in the current folder would be read: keys, or code, that somebody left there.
  const closed = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig']
  run(join(temp, 'node_modules', name, 'bin', 'bun'), [
    'build',
    '--compile',
    '--minify',
    '--bytecode',
    '--format=cjs',
    ...closed,
    `--outfile=${output}`,
    outfile,
  ])
} finally {
  rmSync(temp, { recursive: true, force: true })
}
const tests = ['test/e2e', 'test/commands', 'test/cli/contract']
const { UPDATE: _, ...env } = process.env
run(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...tests, '--typecheck.enabled=false'],
  { ...env, SCOPECTL_BINARY: output },
)

function run(command, args, env = process.env) {
  const done = spawnSync(command, args, { stdio: 'inherit', env })
  if (done.status !== 0) throw new Error(`${command}: ${done.error ?? done.status}`)
}
