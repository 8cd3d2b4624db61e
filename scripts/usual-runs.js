import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'

const ROOT = join(import.meta.dirname, '..')

/**
 * Runs what people call in loops, from a catalog to a verdict: twice, as the second time is the usual one, which finds what
 * the first has kept.
 * @param {(about: 'given' | 'named', isUsual: boolean) => any} start makes a program that has not run, as the bundle
 * exports it, for a question about a given token or about somebody of the users file
 */
export async function usualRuns(start) {
  const cwd = mkdtempSync(join(tmpdir(), 'scopectl-usual-'))
  try {
    mkdirSync(join(cwd, '.git')) // ends the search for a catalog
    for (const file of ['scopes.yaml', 'users.yaml']) cpSync(join(ROOT, file), join(cwd, file))
    for (const isUsual of [false, true]) {
      /** @param {string[]} argv */
      const named = (...argv) => run(start('named', isUsual), cwd, argv)
      /** @param {string[]} argv */
      const given = (...argv) => run(start('given', isUsual), cwd, argv)
      const token = (await named('token', '--user', 'alice')).trim()
      await named('check', '--user', 'alice', '--need', 'read')
      await given('check', token, '--need', 'read')
      await given('verify', token)
      await given('--version')
    }
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/**
 * @param {any} program
 * @param {string} cwd
 * @param {string[]} argv
 * @returns {Promise<string>} what it printed
 */
async function run({ main, realContext }, cwd, argv) {
  let said = ''
  /** @param {boolean} keep */
  const sink = (keep) =>
    new Writable({
      write(chunk, _encoding, done) {
        if (keep) said += chunk
        done()
      },
    })
  const host = {
    env: { HOME: cwd },
    cwd: () => cwd,
    geteuid: process.geteuid,
    stdin: process.stdin,
  }
  const { env, context } = realContext(host, join(cwd, '.cache'))
  const exit = await main(argv, { env, context, stdout: sink(true), stderr: sink(false) })
  if (exit !== 0) throw new Error(`scopectl ${argv.join(' ')}: exit ${exit}`)
  return said
}
