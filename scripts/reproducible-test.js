/**
 * Builds the package again, in another folder and time zone, and expects the same tarball, byte for byte: whoever builds a
 * release from its commit can compare it with what is published. Needs the build in dist/.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const temp = mkdtempSync(join(tmpdir(), 'scopectl-again-'))
try {
  const again = join(temp, 'another folder')
  for (const file of filesOf(root)) cpSync(join(root, file), join(again, file))
  modulesInto(again)
  npm(again, 'run', 'build')
  const [first, second] = [packed(root), packed(again)]
  assert.equal(second, first, 'two builds of the same files differ')
  console.log(`two builds, one tarball: sha256 ${first}`)
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/** @param {string} folder */
function filesOf(folder) {
  const listed = execFileSync('git', ['ls-files', '-z', '--deduplicate'], { cwd: folder })
  return `${listed}`.split('\0').filter((file) => file !== '' && !file.startsWith('test/'))
}

/**
 * A copy, since a link would be another path of each module, and so another order in the bundle. Hard links where possible.
 * @param {string} folder
 */
function modulesInto(folder) {
  const copy = (/** @type {string} */ flags) =>
    execFileSync('cp', [flags, join(root, 'node_modules'), join(folder, 'node_modules')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  try {
    copy('-alT')
  } catch {
    copy('-aT') // another file system
  }
}

/** @param {string} folder */
function packed(folder) {
  const flags = ['--json', '--ignore-scripts', '--pack-destination', temp]
  const [{ filename }] = JSON.parse(npm(folder, 'pack', ...flags))
  const file = join(temp, filename)
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  rmSync(file)
  return digest
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
function npm(cwd, ...args) {
  const env = { ...process.env, TZ: 'Pacific/Kiritimati' }
  return execFileSync('npm', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
