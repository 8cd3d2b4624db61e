import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where what we are measured against is installed: outside of the project, and kept for the next run. */
export const STORE =
  process.env.SCOPECTL_BENCH_STORE ??
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'scopectl-bench')

/** Nothing that is installed or made for a comparison may keep it waiting. */
export const LIMITED = { stdio: ['ignore', 'pipe', 'pipe'], timeout: 180_000 }

/** The folder of an npm package, installed at need. No install script is run. */
export function npmPackage(name, version) {
  const prefix = join(STORE, `${name.replaceAll('/', '-')}-${version}`)
  const folder = join(prefix, 'node_modules', name)
  if (!existsSync(folder)) {
    mkdirSync(prefix, { recursive: true })
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', prefix]
    execFileSync('npm', ['install', ...flags, `${name}@${version}`], LIMITED)
  }
  return folder
}

/** Node of a version, or the newest of a line. */
export const nodeOf = (version) =>
  join(npmPackage(`node-${process.platform}-${process.arch}`, version), 'bin', 'node')

const made = []
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A temporary folder with these files, gone when we go. */
export function folderOf(files) {
  const folder = mkdtempSync(join(tmpdir(), 'scopectl-bench-'))
  made.push(folder)
  mkdirSync(join(folder, '.git')) // ends the search for a catalog
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** A program of the store or of PATH; with `install`, put into the store by the shell line `by` where it is neither. */
export function programOf(name, { install, by }) {
  const bin = join(STORE, 'bin')
  const own = join(bin, name)
  const find = () =>
    existsSync(own) ? own : spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()
  if (!find() && install) {
    mkdirSync(bin, { recursive: true })
    console.log(`installing ${name}: this can take minutes`)
    const env = { ...process.env, BIN: bin, STORE }
    const done = spawnSync('sh', ['-ec', by], {
      cwd: STORE,
      env,
      encoding: 'utf8',
      timeout: 900_000,
    })
    if (done.status !== 0) console.log(`${name}: ${done.stderr.trim().split('\n').at(-1)}`)
  }
  return find() || undefined
}
