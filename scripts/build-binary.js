/**
 * Makes dist/bin/scopectl-<os>-<arch> for the machine that it runs on: scopectl and Node in one file. docs/binary.md
 * describes the targets. Needs the build in dist/. `--node FILE` is the Node to use; by default the one in
 * scripts/binary/tools/package-lock.json.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { binaryPath, ON_WINDOWS, TARGET } from './binary/path.js'

const { values } = parseArgs({ options: { node: { type: 'string' } } })
const named = values.node && resolve(values.node)

process.chdir(join(import.meta.dirname, '..'))
const temp = mkdtempSync(join(tmpdir(), 'scopectl-binary-'))
try {
  installTools()
  const usual = join(temp, `node_modules/node-${TARGET}/bin/node${ON_WINDOWS ? '.exe' : ''}`)
  const node = named ?? usual
  const program = join(temp, 'program')
  mkdirSync(program)
  const ours = `scopectl\n\n${readFileSync('LICENSE', 'utf8')}`
  await programInto(program)
  const theirs = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
  const licenses = [ours, licenseOfNode(node), theirs]
  writeFileSync(join(program, 'licenses'), licenses.join(`\n${'-'.repeat(80)}\n\n`))
  mkdirSync(dirname(binaryPath), { recursive: true })
  run(node, ['--random-seed=1', 'scripts/binary/inject.js', temp, program, binaryPath])
  console.log(binaryPath)
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/** Outside the project: pkg does not run on Node 20, and is only needed to build a binary. */
function installTools() {
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join('scripts/binary/tools', file), join(temp, file))
  }
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  run('npm', ['ci', '--prefix', temp, '--ignore-scripts', ...quiet], { shell: ON_WINDOWS })
}

/**
 * The files of the npm package's program, and the script that starts them in the binary.
 * @param {string} folder
 */
async function programInto(folder) {
  for (const name of readdirSync('dist').filter((name) => name.endsWith('.cjs'))) {
    cpSync(join('dist', name), join(folder, name))
  }
  const start = await rolldown({ input: 'scripts/binary/start.cjs', platform: 'node' })
  await start.write({ file: join(temp, 'start.cjs'), format: 'cjs', minify: true })
}

/** @param {string} node */
function licenseOfNode(node) {
  const places = [dirname(node), dirname(dirname(node))].map((folder) => join(folder, 'LICENSE'))
  const file = places.find((place) => existsSync(place))
  if (file === undefined) throw new Error(`no licence of ${node}: looked for ${places.join(', ')}`)
  return `Node.js\n\n${readFileSync(file, 'utf8')}`
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args, options = {}) {
  const { NODE_OPTIONS: _, ...env } = process.env // V8's flags would become part of the code cache
  const done = spawnSync(command, args, { stdio: ['ignore', 2, 2], env, ...options })
  if (done.status === 0) return
  throw new Error(`${command} ${args.join(' ')}: ${done.status}`, { cause: done.error })
}
