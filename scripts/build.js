import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { buildProgram } from './program.js'
import { thirdPartyLicenses } from './third-party-licenses.js'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
rmSync('dist', { recursive: true, force: true })

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none', // every licence stands in full in THIRD-PARTY-LICENSES.txt
  metafile: true,
  define: { __VERSION__: JSON.stringify(version) },
  // yaml's main entry is CommonJS, which esbuild can neither split nor shake.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
}

// As big as all the rest, for the few who are asked questions: a file of its own.
const inquirer = await build({
  ...common,
  entryPoints: ['inquirer'],
  outfile: 'dist/inquirer.cjs',
  format: 'cjs',
})
const program = await buildProgram({
  ...common,
  alias: { ...common.alias, inquirer: './inquirer.cjs' },
  external: ['./inquirer.cjs'],
})
writeFileSync('dist/scopectl.cjs', program.text)
const library = await build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  format: 'esm',
})

const outputs = Object.assign({}, ...[inquirer, program, library].map((b) => b.metafile.outputs))
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses({ outputs }))
