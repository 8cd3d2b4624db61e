/**
 * Puts the program into a copy of the Node that runs this: `node inject.js TOOLS PROGRAM OUTPUT`, where PROGRAM is the
 * folder of its files. A separate step of build-binary.js, because pkg needs Node >= 22, and compiled code only works
 * with the Node that compiled it.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { Writable } from 'node:stream'

const [, , tools, program, output] = process.argv.map((path) => resolve(path))
const platform = { darwin: 'macos', win32: 'win' }[process.platform] ?? process.platform
const require = createRequire(import.meta.url)
const CATALOG = `token: { algorithm: HS256, key: env:KEY, issuer: http://localhost:8000, audience: api }
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read }
`

const nodePath = join(tools, 'node-inside')
copyFileSync(process.execPath, nodePath)
if (process.platform === 'linux') strip(nodePath)

const compiled = await compiledByRuns()
assert(compiled.size > 0, 'no file is big enough to keep its code')
const assets = Object.fromEntries(
  readdirSync(program).map((name) => [`./${name}`, join(program, name)]),
)
for (const [name, script] of compiled) {
  const file = join(tools, `${basename(name)}.code`)
  writeFileSync(file, script.createCachedData())
  assets[`${name}.code`] = file
}

rmSync(output, { force: true })
// pkg's command line drops `seaConfig`, so its function is called, by an internal path: its version is pinned exactly.
const { default: sea } = createRequire(join(tools, 'package.json'))('@yao-pkg/pkg/lib-es5/sea.js')
await sea(join(tools, 'start.cjs'), {
  targets: [{ nodeRange: `node${process.versions.node}`, platform, arch: process.arch, output }],
  nodePath,
  signature: process.platform === 'darwin', // Apple silicon does not run unsigned code
  seaConfig: {
    useCodeCache: true,
    assets,
    execArgvExtension: 'none', // NODE_OPTIONS is meant for another Node: here it would break, or add, code
  },
})

/**
 * Runs `token` and `check` once, with an HS256 key, so that V8 has compiled what such runs need.
 * @returns {Promise<Map<string, import('node:vm').Script>>} the scripts by the names of their files
 */
async function compiledByRuns() {
  const { loaderOf } = require('../../bin/loader.js')
  const scripts = new Map()
  const load = loaderOf({
    read: (name) => ({ filename: name, source: readFileSync(join(program, name), 'latin1') }),
    cachedCode: () => undefined,
    compiled: (name, script) => scripts.set(name, script),
  })
  const { main, realContext } = load('./scopectl.cjs')
  const cwd = join(tools, 'world')
  mkdirSync(join(cwd, '.git'), { recursive: true }) // ends the search for a catalog
  writeFileSync(join(cwd, 'scopes.yaml'), CATALOG)
  const env = { HOME: cwd, KEY: randomBytes(32).toString('hex') }
  /** @param {string[]} argv */
  const run = async (...argv) => {
    let text = ''
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        text += chunk
        done()
      },
    })
    const host = { env, cwd: () => cwd, stdin: process.stdin }
    const { context } = realContext(host)
    assert.equal(await main(argv, { env, context, stdout, stderr: process.stderr }), 0)
    return text.trim()
  }
  Object.assign(env, { TOKEN: await run('token', '--role', 'reader') })
  await run('check', '--need', 'read', '--token', 'env:TOKEN')
  return scripts
}

/** Before the injection, since a binary stripped afterwards crashes. Without binutils it is just 18 MB bigger. */
function strip(file) {
  const { error, status } = spawnSync('strip', [file])
  if (error || status !== 0) console.warn(`not stripped: ${error?.message ?? `strip: ${status}`}`)
}
