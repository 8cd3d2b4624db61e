import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { thirdPartyLicenses } from './third-party-licenses.js'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
rmSync('dist', { recursive: true, force: true })

/**
 * How the program is split into files. The code that every run needs and the code that `check` needs are one file each,
 * whose compiled code is cached (bin/code-cache.js); code shared by several other commands is another file. Code that
 * only one command needs, and libraries that few commands load (prompts, the server, colours), are separate files.
 */
const groups = [
  { name: 'start', tags: ['$initial'], priority: 3 },
  { name: 'check', test: /\/src\/(cli\/program|commands\/check|report\/check)\.ts$/, priority: 2 },
  // For several commands too, but none needs it before its first request.
  { name: 'undici', test: /\/node_modules\/undici\//, priority: 4 },
  // For several commands too: the sentences of problems and notes, and the servers of --as-server.
  { name: 'words', test: /\/src\/report\/words\/index\.ts$/, priority: 1 },
  { name: 'servers', test: /\/src\/core\/as-server\//, priority: 1 },
  { name: 'shared', minShareCount: 2, priority: 0 },
]

/** commander needs it only for subcommands that are separate programs, and loading it takes 2 ms. */
const commanderWithoutProcesses = {
  name: 'commander without node:child_process',
  /** @type {import('rolldown').Plugin['resolveId']} */
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('/node_modules/commander/')
      ? resolve('scripts/no-child-process.js')
      : undefined,
}

const program = await bundle(
  { scopectl: 'src/cli/main.ts' },
  {
    format: 'cjs', // CommonJS starts faster than ES modules on Node 20, and V8's code of it can be kept
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    codeSplitting: { groups },
  },
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
    // Node prints the line that threw before the message of an uncaught error: it must not be the whole file.
    minify: { compress: names, mangle: names, codegen: { removeWhitespace: false } },
  },
)
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses([...program, ...library]))

/**
 * @param {Record<string, string>} input what each entry's file is called, and its source
 * @param {import('rolldown').OutputOptions} output
 * @returns the paths of the modules with code in the bundle
 */
async function bundle(input, output) {
  const build = await rolldown({
    input,
    platform: 'node',
    // Of the project that runs the tests: `expect` must be its own.
    external: ['vitest'],
    transform: { target: 'node20.19', define: { __VERSION__: JSON.stringify(version) } },
    // yaml's entry for Node is CommonJS, which cannot be tree-shaken.
    resolve: { alias: { yaml: resolve('node_modules/yaml/browser/index.js') } },
    // A module that is imported both statically and dynamically is simply not split off.
    checks: { ineffectiveDynamicImport: false },
    plugins: [commanderWithoutProcesses],
  })
  const options = { dir: 'dist', minify: true, charset: 'ascii', exports: 'named', ...output }
  const { output: files } = await build.write(options)
  return files.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []))
}
