import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The tools to compare with are installed here, outside the project, and kept for the next run. */
const STORE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'scopectl-bench')
const BIN = join(STORE, 'bin')

/** The folder of an npm package, installed if necessary; no install scripts are run. */
export function npmPackage(name, version) {
  const prefix = join(STORE, `${name.replaceAll('/', '-')}-${version}`)
  const folder = join(prefix, 'node_modules', name)
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', prefix]
  if (!existsSync(folder)) install('npm', ['install', ...flags, `${name}@${version}`])
  return folder
}

/** A folder with several packages (name to version) in `node_modules`, installed if necessary. */
export function npmPackages(versions) {
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`)
  const prefix = join(STORE, wanted.join('-').replaceAll('/', '-'))
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', prefix]
  if (!existsSync(join(prefix, 'node_modules'))) install('npm', ['install', ...flags, ...wanted])
  return prefix
}

/** Node in this version, or the newest of a release line. */
export const nodeOf = (version) =>
  join(npmPackage(`node-${process.platform}-${process.arch}`, version), 'bin', 'node')

/** Undefined if there is none for this machine. */
export function cerbos() {
  const name = `cerbos-${process.platform}-${process.arch}`
  const binary = join(npmPackage(`@cerbos/${name}`, '0.55.0'), name)
  if (!existsSync(binary)) return undefined
  chmodSync(binary, 0o755)
  return binary
}

/** A program in the store or in PATH. If it is in neither, the shell command `how` installs it into $STORE/bin. */
export function programOf(name, how) {
  const folders = [BIN, ...(process.env.PATH ?? '').split(':')]
  const find = () => folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
  if (how && !find()) install('sh', ['-ec', how])
  return find()
}

function install(command, args) {
  mkdirSync(BIN, { recursive: true })
  spawnSync(command, args, { cwd: STORE, env: { ...process.env, STORE }, stdio: ['ignore', 2, 2] })
}
