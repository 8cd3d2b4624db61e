/** Packs the package, installs it in an empty folder, and uses it like its users. Anything unexpected throws. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installByEachNpm } from './supply/install-by-each-npm.js'

const MAY_SHIP =
  /^(bin\/(package\.json|[^/]+\.js)|dist\/.+\.(js|cjs|d\.ts|txt)|dist\/man\/[^/]+\.[17]|schema\/.+\.json|package\.json|(README|SECURITY)\.md|LICENSE)$/
const MUST_SHIP = [
  'bin/scopectl.js',
  'bin/loader.js',
  'bin/code-cache.js',
  'dist/scopectl.cjs', // and each built file that it loads: their names contain a hash
  'dist/index.js',
  'dist/index.d.ts',
  'dist/node.js',
  'dist/node.d.ts',
  'dist/assert.js',
  'dist/assert.d.ts',
  'dist/vitest.js',
  'dist/vitest.d.ts',
  'dist/man/scopectl.1',
  'dist/man/scopectl-check.1',
  'dist/THIRD-PARTY-LICENSES.txt',
  'LICENSE',
]
/** What is downloaded for an installation. */
const MOST_PACKED_BYTES = 1_000_000

const root = join(import.meta.dirname, '..')
const temp = mkdtempSync(join(tmpdir(), 'scopectl-pack-'))
const app = join(temp, 'app')
try {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const tarball = pack()
  lint(tarball)
  installGlobally(tarball)
  installByEachNpm(tarball, temp)
  install(tarball)
  assert.equal(sh('npx --no-install scopectl --version').trim(), `scopectl ${version}`)
  useThePipe()
  replayLogs()
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
  const built = readdirSync(join(root, 'dist')).filter((name) => /\.c?js$/.test(name))
  const must = [...MUST_SHIP, ...built.map((name) => `dist/${name}`)]
  assert.deepEqual(
    must.filter((path) => !files.includes(path)),
    [],
    'files that are missing',
  )
  assert.ok(packed.size < MOST_PACKED_BYTES, `${packed.size} bytes are too many`)
  console.log(`packed ${files.length} files, ${packed.size} bytes, ${packed.unpackedSize} unpacked`)
  return join(temp, packed.filename)
}

/**
 * The library is ESM: attw leaves out what `require` of ESM needs (Node 20.19, which package.json requires), and the
 * module resolution of Node 10, which does not know `exports`.
 *
 * @param {string} tarball
 */
function lint(tarball) {
  const bin = (/** @type {string} */ name) => `"${join(root, 'node_modules', '.bin', name)}"`
  sh(`${bin('publint')} --strict "${tarball}"`, temp)
  sh(`${bin('attw')} "${tarball}" --profile esm-only --no-definitely-typed`, temp)
  console.log('publint, attw: ok')
}

/** @param {string} tarball */
function installGlobally(tarball) {
  const prefix = join(temp, 'global')
  runSilent(`npm install --global --prefix "${prefix}" --offline --no-audit --no-fund "${tarball}"`)
  if (process.platform === 'win32') return // has no man
  for (const page of ['man1/scopectl.1', 'man1/scopectl-check.1', 'man7/scopectl-files.7'])
    assert.ok(existsSync(join(prefix, 'share', 'man', page)), `${page} is not installed`)
  console.log('installed globally, with manual pages')
}

/** npm warns about scripts that a package would run when it is installed: there are none. */
function runSilent(/** @type {string} */ line) {
  assert.doesNotMatch(sh(`${line} 2>&1`, temp), /warn/i)
}

/** @param {string} tarball */
function install(tarball) {
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }')
  // As README.md says, and offline: all that it needs is in the tarball.
  sh(`npm install --save-dev --offline --no-audit --no-fund "${tarball}"`)
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

/** A log as text; and one that DuckDB would read, which users install themselves. */
function replayLogs() {
  const line = { method: 'POST', path: '/items/', user: 'alice', status: 403 }
  writeFileSync(join(app, 'access.ndjson'), JSON.stringify(line))
  writeFileSync(join(app, 'access.parquet'), 'PAR1')
  const replay = 'npx --no-install scopectl replay'
  assert.match(sh(`${replay} access.ndjson`), /^0 newly refused, 1 newly allowed of 1 call\n/)
  const hint = /exit 2\n[\s\S]+npm install @duckdb\/node-api/
  assert.throws(() => sh(`${replay} access.parquet`), hint)
  console.log('replay: ok')
}

/** The entry points, by `import` and `require`; and their types compile without the packages that they are made of. */
function useTheLibrary() {
  const use = [
    'assert.equal(core.ScopectlError, node.ScopectlError)',
    "const access = node.load('scopes.yaml')",
    "assert.equal(access.can({ user: 'bob' }, 'POST /items/'), true)",
    "assert.throws(() => access.can({ role: 'editro' }, 'POST /items/'), core.ScopectlError)",
    "asserts.assertAllows({ user: 'bob' }, 'POST /items/')",
    "access.mint({ user: 'bob' }).then(access.verify).then(({ kind }) => assert.equal(kind, 'verified'))",
  ].join('\n')
  for (const [name, load] of [
    [
      'import.js',
      "import assert from 'node:assert/strict'\nimport * as core from 'scopectl'\nimport * as node from 'scopectl/node'\nimport * as asserts from 'scopectl/assert'",
    ],
    [
      'require.cjs',
      "const assert = require('node:assert/strict')\nconst core = require('scopectl')\nconst node = require('scopectl/node')\nconst asserts = require('scopectl/assert')",
    ],
  ]) {
    writeFileSync(join(app, name), `${load}\n${use}\n`)
    sh(`"${process.execPath}" --no-warnings ${name}`)
  }
  writeFileSync(
    join(app, 'types.ts'),
    "export * from 'scopectl'\nexport { assertDenies } from 'scopectl/assert'\nimport { load } from 'scopectl/node'\nexport const may: boolean = load().can({ user: 'bob' }, 'GET /me')\n",
  )
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  // `load` takes a URL: dom declares it, as @types/node does.
  const flags = '--noEmit --strict --module nodenext --target es2023 --lib es2023,dom --types ""'
  sh(`"${process.execPath}" "${tsc}" ${flags} types.ts`)
  console.log('scopectl, scopectl/node, scopectl/assert: import, require, types: ok')
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
