import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the npm that runs this: the oldest that Node 20 brings, and the newest, with a Node that it supports. */
const LINES = [10, 12]
const NODE = 24

/**
 * Installs a package with several lines of npm, and expects that they run nothing and warn about nothing: 12 and above warn
 * about every script that a package would run. The npm that runs this is not allowed to ask a registry; the other lines do, as
 * they do for users, since they then also look up optional peers. A line that cannot be had here is skipped by name.
 *
 * @param {string} tarball
 * @param {string} temp a folder for npm and the installations
 */
export function installByEachNpm(tarball, temp) {
  installBy(['npm', '--offline'], tarball, join(temp, 'by-npm'))
  for (const line of LINES) {
    const npm = npmOf(line, join(temp, `npm-${line}`))
    if (npm === undefined) console.log(`npm ${line}: skipped: the registry does not have it here`)
    else installBy(npm, tarball, join(temp, `by-npm-${line}`))
  }
}

/**
 * @param {string[]} npm the program and its first arguments
 * @param {string} tarball
 * @param {string} folder
 */
function installBy(npm, tarball, folder) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const flags = ['--no-audit', '--no-fund', '--foreground-scripts']
  // A setting of this machine that the next npm does not know is a warning too.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
  )
  env.NPM_CONFIG_USERCONFIG = join(folder, 'no-settings')
  const printed = run([...npm, 'install', ...flags, tarball], folder, env)
  // npm prints `> scopectl@1.2.3 postinstall` before it runs a script.
  assert.doesNotMatch(printed, /warn|^> /im)
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'))
  assert.deepEqual(Object.keys(lock.packages), ['node_modules/scopectl'])
  assert.equal(lock.packages['node_modules/scopectl'].hasInstallScript, undefined)
  console.log(
    `installed by npm ${run([...npm, '--version'], folder).trim()}: no script, no warning`,
  )
}

/**
 * @param {number} line
 * @param {string} folder
 * @returns {string[] | undefined}
 */
function npmOf(line, folder) {
  const { platform, arch } = process
  const node = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
  mkdirSync(folder)
  const args = ['npm', 'install', ...flags, `npm@${line}`, `${node}@${NODE}`]
  try {
    run(args, folder)
  } catch {
    return undefined
  }
  const program = join(
    folder,
    'node_modules',
    node,
    'bin',
    platform === 'win32' ? 'node.exe' : 'node',
  )
  return [program, join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')]
}

/**
 * @param {string[]} line
 * @param {string} cwd
 */
function run([command = '', ...args], cwd, env = process.env) {
  const shell = process.platform === 'win32'
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    shell,
    encoding: 'utf8',
  })
  if (status === 0) return stdout + stderr
  throw new Error(`${command} ${args.join(' ')}: exit ${status}\n${stdout}${stderr}`, {
    cause: error,
  })
}
