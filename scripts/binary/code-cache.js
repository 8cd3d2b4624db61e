import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { Script } from 'node:vm'

const require = createRequire(import.meta.url)
const ROOT = join(import.meta.dirname, '../..')

/**
 * V8's code of the bundle with all functions that a usual run needs, found out by running it: what people call in loops,
 * from a catalog to a verdict. Fits this very Node only.
 * @param {string} bundle
 */
export async function codeCache(bundle) {
  const script = new Script(readFileSync(bundle, 'utf8'), { filename: 'scopectl.cjs' })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module)
  const cwd = mkdtempSync(join(tmpdir(), 'scopectl-warm-'))
  try {
    mkdirSync(join(cwd, '.git')) // ends the search for a catalog
    for (const file of ['scopes.yaml', 'users.yaml']) cpSync(join(ROOT, file), join(cwd, file))
    const ask = (...argv) => run(module.exports, cwd, argv)
    const token = (await ask('token', '--user', 'alice')).trim()
    await ask('check', token, '--need', 'read')
    await ask('check', '--user', 'alice', '--need', 'read')
    await ask('--version')
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
  return script.createCachedData()
}

/** @returns {Promise<string>} what it printed */
async function run({ main, realContext }, cwd, argv) {
  let said = ''
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
  const { env, context } = realContext(host)
  const exit = await main(argv, { env, context, stdout: sink(true), stderr: sink(false) })
  if (exit !== 0) throw new Error(`scopectl ${argv.join(' ')}: exit ${exit}`)
  return said
}
