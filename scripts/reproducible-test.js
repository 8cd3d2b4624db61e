/**
 * Builds again, in another folder, at another time, in another time zone and with another umask, and expects the same files, byte for
 * byte: the bundle, the tarball, the SBOM, and (with `--binary`) the binary. Whoever builds a release from its commit can
 * compare it with what is published. Needs the build in dist/.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const temp = mkdtempSync(join(tmpdir(), 'scopectl-again-'))
const withBinary = process.argv.includes('--binary')
try {
  const again = join(temp, 'another folder')
  for (const file of filesOf(root)) cpSync(join(root, file), join(again, file))
  modulesInto(again)
  const first = { ...digestsOf(root), ...(withBinary && binaryOf(root)) }
  process.umask(0o077)
  npm(again, 'run', 'build')
  const second = { ...digestsOf(again), ...(withBinary && binaryOf(again)) }
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])]
  const differ = names.filter((name) => first[name] !== second[name])
  assert.deepEqual(differ, [], 'two builds of the same files differ')
  const { tarball, sbom, binary = 'not compared: --binary' } = first
  const files = Object.keys(first).length
  console.log(
    `two builds, the same ${files} files: tarball ${tarball}, SBOM ${sbom}, binary ${binary}`,
  )
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/**
 * @param {string} folder
 * @returns {Record<string, string>} SHA-256 of each built file, of the tarball and of the SBOM
 */
function digestsOf(folder) {
  const built = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !/^dist.(\.cache|bin|maps)/.test(path))
  const files = built.sort().map((path) => [path, digest(readFileSync(join(folder, path)))])
  const sbom = execFileSync(process.execPath, ['scripts/sbom.js'], { cwd: folder })
  return { ...Object.fromEntries(files), tarball: packed(folder), sbom: digest(sbom) }
}

/** @param {string} folder */
function binaryOf(folder) {
  const script = ['scripts/build-binary.js']
  const printed = execFileSync(process.execPath, script, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { binary: digest(readFileSync(`${printed}`.trim())) }
}

/** @param {Buffer} bytes */
function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
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
  const found = digest(readFileSync(file))
  rmSync(file)
  return found
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
