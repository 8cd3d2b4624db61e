import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { bundleOf } from './bundle.js'
import { buildProgram } from './program.js'
import { thirdPartyLicenses } from './third-party-licenses.js'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
rmSync('dist', { recursive: true, force: true })

const common = { ...bundleOf(version), target: 'node20.19' }

// As big as all the rest, and for few: those who are asked questions, and those who read from a URL. A file each.
const rare = await build({
  ...common,
  entryPoints: ['inquirer', 'undici'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
})
const program = await buildProgram(common)
for (const [name, text] of Object.entries(program.files)) writeFileSync(`dist/${name}`, text)
const library = await build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  format: 'esm',
})

const outputs = Object.assign({}, ...[rare, program, library].map((b) => b.metafile.outputs))
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses({ outputs }))
