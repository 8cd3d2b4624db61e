import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'

const ROOT = join(import.meta.dirname, '..')
const KEY = `k${randomBytes(32).toString('hex')}` // not as binary keys begin, which are looked at in other ways

/**
 * Runs what people call in loops, from a catalog to a verdict, with development keys and with a secret in a variable.
 * @param {(isUsual: boolean, command: string) => any} start makes a program that has not run, as the bundle exports it, for
 * a run of that command: a usual one, or one beside
 */
export async function usualRuns(start) {
  const cwd = mkdtempSync(join(tmpdir(), 'scopectl-usual-'))
  try {
    mkdirSync(join(cwd, '.git')) // ends the search for a catalog
    for (const file of ['scopes.yaml', 'users.yaml', 'scopes.test.yaml'])
      cpSync(join(ROOT, file), join(cwd, file))
    const text = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
    const secret = text.replace(/^token:$/m, 'token:\n  algorithm: HS256\n  key: env:KEY')
    assert.notEqual(secret, text)
    writeFileSync(join(cwd, 'secret.yaml'), secret)
    /** @param {string[]} argv */
    const beside = (...argv) => run(start(false, argv[0]), cwd, argv)
    await beside('keys', 'new')
    for (const catalog of ['scopes.yaml', 'secret.yaml']) {
      let token = ''
      /** @param {string[]} argv */
      const ask = (...argv) => run(start(true, argv[0]), cwd, [...argv, '-c', catalog], token)
      token = (await ask('token', '--user', 'alice')).trim()
      await ask('check', '--user', 'alice', '--need', 'read')
      await ask('check', '--token', 'env:TOKEN', '--need', 'read')
      await ask('check', token, '--need', 'read')
      await ask('verify', token)
    }
    await run(start(true, '--version'), cwd, ['--version'])
    await beside('test') // in CI, but not in loops
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/**
 * @param {any} program
 * @param {string} cwd
 * @param {string[]} argv
 * @param {string} [token]
 * @returns {Promise<string>} what it printed
 */
async function run({ main, realContext }, cwd, argv, token) {
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
    env: { HOME: cwd, TOKEN: token, KEY },
    cwd: () => cwd,
    geteuid: process.geteuid,
    stdin: process.stdin,
  }
  const { env, context, stdout } = realContext(host)
  assert(stdout) // what finds out where it leads is loaded, and not used
  const exit = await main(argv, { env, context, stdout: sink(true), stderr: sink(false) })
  if (exit !== 0) throw new Error(`scopectl ${argv.join(' ')}: exit ${exit}`)
  return said
}
