/**
 * Puts the program into a copy of the Node that runs this: `node --random-seed=1 inject.js TOOLS PROGRAM OUTPUT`, where
 * PROGRAM is the folder of its files. A separate step of build-binary.js, because pkg needs Node >= 22, and compiled code
 * only works with the Node that compiled it. The same files give the same binary, byte for byte: the seed is that of
 * V8's tables of strings, and no path of this machine gets in.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'

const [, , tools, program, output] = process.argv.map((path) => resolve(path))
const platform = { darwin: 'macos', win32: 'win' }[process.platform] ?? process.platform
const require = createRequire(import.meta.url)
const FIXED_TIME = Date.UTC(2026, 0)
const CATALOG = `token: { algorithm: HS256, key: env:KEY, issuer: http://localhost:8000, audience: api }
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read }
`

const nodePath = join(tools, 'node-inside')
copyFileSync(process.execPath, nodePath)
if (process.platform === 'linux') strip(nodePath)

const compiled = await likeAnywhere(compiledByRuns)
assert(compiled.size > 0, 'no file is big enough to keep its code')
const assets = Object.fromEntries(
  readdirSync(program).map((name) => [`./${name}`, join(program, name)]),
)
for (const [name, script] of compiled) {
  const file = join(tools, `${basename(name)}.code`)
  writeFileSync(file, script.createCachedData())
  assets[`${name}.code`] = file
}
assertAccepted()

rmSync(output, { force: true })
// pkg works in a folder of its own, below this one: a relative path of the entry point is always the same.
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = tools
// pkg's command line drops `seaConfig`, so its function is called, by an internal path: its version is pinned exactly.
const { default: sea } = createRequire(join(tools, 'package.json'))('@yao-pkg/pkg/lib-es5/sea.js')
await sea(join(tools, 'start.cjs'), {
  targets: [{ nodeRange: `node${process.versions.node}`, platform, arch: process.arch, output }],
  nodePath,
  signature: process.platform === 'darwin', // Apple silicon does not run unsigned code
  seaConfig: {
    main: join('..', 'start.cjs'),
    // Of a few lines; Node would compile them with another seed each time.
    useCodeCache: false,
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
  const env = { HOME: cwd, KEY: createHash('sha256').update('scopectl').digest('hex') }
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

/**
 * Runs something at a fixed time, with fixed random bytes, and without what V8 does at times of its own choice and notes in its
 * code: dropping code that was not used for a while, and compiling what is used often once more. Ends with V8's defaults, since
 * V8 only accepts code with its own flags.
 *
 * @template T
 * @param {() => Promise<T>} run
 */
async function likeAnywhere(run) {
  const flags = ['flush-bytecode', 'sparkplug', 'maglev', 'turbofan']
  const { now } = Date
  for (const flag of flags) setFlagsFromString(`--no-${flag}`)
  // Another second is another sentence about the token's times, and a long run lets signals in.
  Date.now = () => FIXED_TIME
  performance.now = () => 0
  // Some random ids of a token look like numbers (1e5), which are parsed once more, by a function of their own.
  crypto.getRandomValues = (bytes) => bytes
  const result = await run()
  Date.now = now
  Reflect.deleteProperty(performance, 'now')
  Reflect.deleteProperty(crypto, 'getRandomValues')
  for (const flag of flags) setFlagsFromString(`--${flag}`)
  return result
}

/** A Node without our flags takes the compiled code. Otherwise the binary would work, but start as slowly as without it. */
function assertAccepted() {
  const loader = JSON.stringify(require.resolve('../../bin/loader.js'))
  const script = `
    const { readFileSync } = require('node:fs')
    const read = (name) => ({ filename: name, source: readFileSync(name, 'latin1') })
    const cachedCode = (name) => readFileSync(${JSON.stringify(tools)} + '/' + name + '.code')
    const compiled = (name) => { throw new Error(name + ': the compiled code is refused') }
    require(${loader}).loaderOf({ read, cachedCode, compiled })('./scopectl.cjs')`
  const options = { cwd: program, stdio: ['ignore', 2, 2] }
  const { status } = spawnSync(process.execPath, ['-e', script], options)
  assert.equal(status, 0, 'a plain Node refuses the compiled code')
}

/** Before the injection, since a binary stripped afterwards crashes. Without binutils it is just 18 MB bigger. */
function strip(file) {
  const { error, status } = spawnSync('strip', [file])
  if (error || status !== 0) console.warn(`not stripped: ${error?.message ?? `strip: ${status}`}`)
}
