/**
 * Puts a program into a copy of the Node that runs this: `node inject.js TOOLS PROGRAM OUTPUT`, where PROGRAM is the folder
 * of its files. A step of build-binary.js of its own, because pkg needs Node >= 22, and a code cache fits only the Node that made it.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { paddingFor, withPadding } from './aligned.js'
import { codeCaches } from './code-caches.js'

const [, , tools, program, output] = process.argv
const platform = { darwin: 'macos', win32: 'win' }[process.platform] ?? process.platform

// pkg's command line drops `seaConfig`, so its function is called, by an internal path: its version is pinned exactly.
const { default: sea } = createRequire(join(tools, 'package.json'))('@yao-pkg/pkg/lib-es5/sea.js')

const nodePath = join(tools, 'node-inside')
copyFileSync(process.execPath, nodePath)
if (process.platform === 'linux') strip(nodePath)

const textOf = (name) => readFileSync(join(program, name), 'latin1')
const names = ['scopectl.cjs', 'more.cjs']
const caches = await codeCaches(Object.fromEntries(names.map((name) => [name, textOf(name)])))
for (const [name, { file, code }] of caches) {
  writeFileSync(join(program, `${name}.cache`), code)
  mustAccept(nodePath, file, name)
}

const SOME = 1
await make(() => SOME)
const made = readFileSync(output)
await make((code) => paddingFor(made, code, SOME))

/** @param {(code: Buffer) => number} before how many bytes to put before a command's code */
async function make(before) {
  for (const [name, { code }] of caches) {
    writeFileSync(join(program, `${name}.cache`), withPadding(code, before(code)))
  }
  rmSync(output, { force: true })
  const { node } = process.versions
  await sea(join(import.meta.dirname, 'start.cjs'), {
    targets: [{ nodeRange: `node${node}`, platform, arch: process.arch, output }],
    nodePath,
    signature: process.platform === 'darwin', // Apple's chips run nothing unsigned
    seaConfig: {
      useCodeCache: true,
      assets: Object.fromEntries(readdirSync(program).map((name) => [name, join(program, name)])),
      execArgvExtension: 'none', // NODE_OPTIONS are for some other Node: here they would break, or add, code
    },
  })
}

/** Before the injection: a binary that is stripped after it crashes. Without binutils it is 18 MB bigger, no more. */
function strip(file) {
  const { error, status } = spawnSync('strip', [file])
  if (error || status !== 0) console.warn(`not stripped: ${error?.message ?? `strip: ${status}`}`)
}

/** A refused code cache shows in nothing but the time. */
function mustAccept(node, file, name) {
  const read = (asset) => `fs.readFileSync(${JSON.stringify(join(program, asset))})`
  const options = `{ filename: ${JSON.stringify(file)}, cachedData: ${read(`${name}.cache`)} }`
  const line = `process.exitCode = Number(new vm.Script(${read(file)}.latin1Slice(), ${options}).cachedDataRejected)`
  const { status } = spawnSync(node, ['-e', line], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`the Node inside refuses the code cache ${name}`)
}
