/**
 * Writes the program and the library to dist/. With `--maps`, it only writes the source maps of these files to
 * dist/maps/, which the package does not contain.
 */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { accessPage } from './access-page.js'
import { leftOut } from './build/left-out.js'
import { shortLines } from './build/short-lines.js'
import { thirdPartyLicenses } from './third-party-licenses.js'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const onlyMaps = process.argv.includes('--maps')
rmSync(onlyMaps ? 'dist/maps' : 'dist', { recursive: true, force: true })
mkdirSync(onlyMaps ? 'dist/maps' : 'dist')

/**
 * How the program is split into files. The code that every run needs and the code that `check` needs are one file each,
 * whose compiled code is cached (bin/code-cache.js); code shared by several other commands is another file. Code that
 * only one command needs, and libraries that few commands load (prompts, the server, colours), are separate files.
 */
const groups = [
  { name: 'start', tags: ['$initial'], priority: 3 },
  { name: 'check', test: /\/src\/(cli\/program|commands\/check|report\/check)\.ts$/, priority: 2 },
  // For several commands, but not for all: the sentences of problems and notes, and the servers of --as-server.
  { name: 'words', test: /\/src\/report\/words\/index\.ts$/, priority: 1 },
  { name: 'servers', test: /\/src\/core\/as-server\//, priority: 1 },
  { name: 'shared', minShareCount: 2, priority: 0 },
]

// CommonJS starts faster than ES modules on Node 20, and V8's code of it can be kept.
const hashed = { format: 'cjs', chunkFileNames: '[name]-[hash].cjs' }
// Two files that the program and the library share, since they are large. Only requests need undici.
const undici = await shared('undici', 'scripts/build/undici.cjs')
const yaml = await shared('yaml', 'scripts/build/yaml.js')
const paths = { undici: `./${undici[0].fileName}`, 'yaml-itself': `./${yaml[0].fileName}` }
const program = await bundle(
  { scopectl: 'src/cli/main.ts' },
  { ...hashed, entryFileNames: '[name].cjs', codeSplitting: { groups }, paths },
)
const names = { keepNames: { class: true, function: true } }
// One build: an error of one entry point is an instance of the class that the other exports.
const library = await bundle(
  {
    ...{ index: 'src/index.ts', node: 'src/node.ts' },
    ...{ assert: 'src/assert.ts', vitest: 'src/vitest.ts' },
  },
  {
    format: 'esm',
    chunkFileNames: 'library-[name]-[hash].js',
    minify: { compress: names, mangle: names },
    paths,
  },
  shortLines,
)
const modules = [...undici, ...yaml, ...program, ...library].flatMap((chunk) =>
  Object.keys(chunk.modules),
)
if (!onlyMaps) writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(modules))

/**
 * @param {string} name
 * @param {string} source
 */
function shared(name, source) {
  return bundle({ [name]: source }, { ...hashed, entryFileNames: '[name]-[hash].cjs' }, shortLines)
}

/**
 * @param {Record<string, string>} input what each entry's file is called, and its source
 * @param {import('rolldown').OutputOptions} output
 * @param {typeof shortLines} [finish] changes the code and its map
 */
async function bundle(input, output, finish = (code, map) => ({ code, map })) {
  const build = await rolldown({
    input,
    platform: 'node',
    transform: { target: 'node20.19', define: { __VERSION__: JSON.stringify(version) } },
    resolve: {
      alias: {
        yaml: resolve('scripts/build/yaml.js'),
        // yaml's entry for Node is CommonJS, which cannot be tree-shaken.
        'yaml-itself': resolve('node_modules/yaml/browser/index.js'),
      },
    },
    // A module that is imported both statically and dynamically is simply not split off.
    checks: { ineffectiveDynamicImport: false },
    // vitest is the one of the project that runs the tests: `expect` must be its own.
    external: ['vitest', '@duckdb/node-api', ...Object.keys(output.paths ?? {})],
    plugins: [leftOut, accessPage()],
  })
  const sourcemap = onlyMaps && 'hidden'
  // bin/loader.js runs the files as scripts, in which there is no import().
  const cjs = { dynamicImportInCjs: false }
  const options = { minify: true, charset: 'ascii', exports: 'named', sourcemap, ...cjs, ...output }
  const { output: files } = await build.generate(options)
  const chunks = files.filter((file) => file.type === 'chunk')
  for (const chunk of chunks) {
    const { code, map } = finish(chunk.code, chunk.map)
    const file = `dist/${chunk.fileName}`
    if (!map) {
      writeFileSync(file, code)
      continue
    }
    assert.equal(readFileSync(file, 'utf8'), code, `${file} is not up to date: npm run build`)
    writeFileSync(`dist/maps/${chunk.fileName}.map`, JSON.stringify(map))
  }
  return chunks
}
