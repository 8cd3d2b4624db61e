/**
 * Asks the registry about the packages of both lock files: known vulnerabilities (`npm audit`), and whether each package is
 * signed by the registry (`npm audit signatures`). Needs the build in dist/. Fails for
 *
 * - a vulnerability, high or above, of a package whose code users get;
 * - a critical one of any package, which is also how malware is reported;
 * - a package whose signature is wrong or missing.
 *
 * Others are printed. A registry that does not answer skips the check by name; with `--required`, that is a failure too.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readAudit, readSignatures } from './supply/audit-answers.js'
import { bundledPackages } from './supply/bundled-packages.js'

/** Beyond this there is no answer. */
const LONGEST_MS = 300_000

const { values } = parseArgs({ options: { required: { type: 'boolean', default: false } } })
process.chdir(join(import.meta.dirname, '..'))
const bundled = new Set(bundledPackages().map(({ path }) => path))
const runs = [
  report('npm audit', readAudit(await npm('.', 'audit', '--json'), bundled)),
  report(
    'npm audit, tools of the binary',
    readAudit(await npm('scripts/binary/tools', 'audit', '--json'), new Set()),
  ),
  report('npm audit signatures', readSignatures(await npm('.', 'audit', 'signatures', '--json'))),
]
process.exitCode = runs.every(Boolean) ? 0 : 1

/**
 * @param {string} what
 * @param {import('./supply/audit-answers.js').Answer} answer
 */
function report(what, { lines, failed, skipped }) {
  if (skipped !== undefined)
    console.log(`${what}: ${values.required ? 'FAILED' : 'skipped'}: ${skipped}`)
  else console.log(`${what}: ${failed ? 'FAILED' : 'ok'}`)
  for (const line of lines) console.log(`  ${line}`)
  return skipped === undefined ? !failed : !values.required
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<string>} what it printed; npm exits with 1 for a finding and for a registry that does not answer
 */
function npm(cwd, ...args) {
  // npm would ask a registry that is not reached for more than a minute.
  const env = { npm_config_fetch_retries: '1', ...process.env }
  const options = {
    env,
    cwd,
    timeout: LONGEST_MS,
    maxBuffer: 64_000_000,
    shell: process.platform === 'win32',
  }
  return new Promise((resolve) => {
    execFile('npm', args, options, (_, stdout) => resolve(stdout))
  })
}
