/**
 * Makes dist/bin/scopectl-<os>-<arch> for the machine that it runs on: scopectl and Node in one file. docs/binary.md says
 * how the targets are made. `--node FILE` names the Node to put in; else it is that of scripts/binary/tools/package-lock.json.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { binaryPath, ON_WINDOWS, TARGET } from './binary/path.js'
import { bundleOf } from './bundle.js'
import { buildProgram } from './program.js'
import { thirdPartyLicenses } from './third-party-licenses.js'

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
  const parts = [ours, licenseOfNode(node), await programInto(program)]
  writeFileSync(join(program, 'licenses'), parts.join(`\n${'-'.repeat(80)}\n\n`))
  mkdirSync(dirname(binaryPath), { recursive: true })
  run(node, ['scripts/binary/inject.js', temp, program, binaryPath])
  console.log(binaryPath)
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/** Outside the project: pkg is refused by Node 20, and is needed by nobody who does not make a binary. */
function installTools() {
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join('scripts/binary/tools', file), join(temp, file))
  }
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  run('npm', ['ci', '--prefix', temp, '--ignore-scripts', ...quiet], { shell: ON_WINDOWS })
}

/**
 * The files of the npm package's program, for the Node inside; a module that is asked for by its file is a function here.
 * @param {string} folder
 * @returns the licences of what is in them
 */
async function programInto(folder) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const common = { ...bundleOf(version), target: 'node24' }
  const { files, metafile } = await buildProgram(common)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const rare = await build({
    ...common,
    entryPoints: ['inquirer', 'undici'],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    banner: { js: '(function (module, exports, require) {' },
    footer: { js: '})' },
  })
  const outputs = { ...metafile.outputs, ...rare.metafile.outputs }
  return thirdPartyLicenses({ outputs })
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
  const { NODE_OPTIONS: _, ...env } = process.env // V8's flags go into the code cache
  const done = spawnSync(command, args, { stdio: ['ignore', 2, 2], env, ...options })
  if (done.status === 0) return
  throw new Error(`${command} ${args.join(' ')}: ${done.status}`, { cause: done.error })
}
