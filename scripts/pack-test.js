/** Packs the package, installs it in an empty folder, and uses it like its users. Anything unexpected throws. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAY_SHIP =
  /^(bin\/(package\.json|[^/]+\.js)|dist\/.+\.(js|cjs|d\.ts|txt)|schema\/.+\.json|package\.json|(README|CHANGELOG|SECURITY)\.md|LICENSE)$/
const MUST_SHIP = [
  'bin/scopectl.js',
  'bin/loader.js',
  'bin/code-cache.js',
  'dist/scopectl.cjs', // and each built file that it loads: their names contain a hash
  'dist/index.js',
  'dist/index.d.ts',
  'dist/THIRD-PARTY-LICENSES.txt',
  'LICENSE',
]
const MOST_BYTES = 2_500_000

const root = join(import.meta.dirname, '..')
const temp = mkdtempSync(join(tmpdir(), 'scopectl-pack-'))
const app = join(temp, 'app')
try {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const tarball = pack()
  install(tarball)
  assert.equal(sh('npx --no-install scopectl --version').trim(), `scopectl ${version}`)
  useThePipe()
  useTheLibrary()
} finally {
  rmSync(temp, { recursive: true, force: true })
}

function pack() {
  sh('npm run build', root)
  // Skips the build, which is already done and whose output would be mixed with the JSON.
  const [packed] = JSON.parse(
    sh(`npm pack --json --ignore-scripts --pack-destination "${temp}"`, root),
  )
  const files = packed.files.map(({ path }) => path)
  assert.deepEqual(
    files.filter((path) => !MAY_SHIP.test(path)),
    [],
    'files that nobody needs',
  )
  const built = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.cjs'))
  const must = [...MUST_SHIP, ...built.map((name) => `dist/${name}`)]
  assert.deepEqual(
    must.filter((path) => !files.includes(path)),
    [],
    'files that are missing',
  )
  assert.ok(packed.unpackedSize < MOST_BYTES, `${packed.unpackedSize} bytes are too many`)
  console.log(`packed ${files.length} files, ${packed.size} bytes, ${packed.unpackedSize} unpacked`)
  return join(temp, packed.filename)
}

/** @param {string} tarball */
function install(tarball) {
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }')
  // Offline: everything that it needs is in the tarball.
  sh(`npm install --offline --no-audit --no-fund "${tarball}"`)
}

function useThePipe() {
  mkdirSync(join(app, '.git')) // ends the search for a catalog
  for (const file of ['scopes.yaml', 'users.yaml']) copyFileSync(join(root, file), join(app, file))
  const answer = sh(
    'npx --no-install scopectl token --user alice | npx --no-install scopectl check --need read',
  )
  assert.match(answer, /^allow\n/)
  console.log('token | check: allow')
}

/** With `import` and `require`; and its types compile without the bundled packages. */
function useTheLibrary() {
  for (const [name, load] of [
    ['import.js', "const door = await import('scopectl')"],
    ['require.cjs', "const door = require('scopectl')"],
  ]) {
    writeFileSync(join(app, name), `${load}\nconsole.log(Object.keys(door).length)\n`)
    const names = Number(sh(`"${process.execPath}" --no-warnings ${name}`))
    assert.ok(names > 0, `${name}: the library door is empty`)
  }
  writeFileSync(join(app, 'types.ts'), "export * from 'scopectl'\n")
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const flags = '--noEmit --strict --module nodenext --target es2023 --types ""'
  sh(`"${process.execPath}" "${tsc}" ${flags} types.ts`)
  console.log('import, require, types: ok')
}

/** @param {string} line */
function sh(line, cwd = app) {
  // A secret for catalogs that need one; the development key ring does not.
  const env = { ...process.env, SECRET_KEY: 'only-for-the-pack-test-0123456789abcdef' }
  const done = spawnSync(line, {
    cwd,
    shell: true,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (done.status === 0) return done.stdout
  throw new Error(`${line}: exit ${done.status}\n${done.stdout}${done.stderr}`, {
    cause: done.error,
  })
}
