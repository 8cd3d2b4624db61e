import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { buildSync } from 'esbuild'
import { bundleOf } from './bundle.js'
import { thirdPartyLicenses } from './third-party-licenses.js'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
rmSync('dist', { recursive: true, force: true })

const { metafile } = buildSync({
  ...bundleOf(version),
  entryPoints: { main: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  splitting: true, // a command loads only what it needs: most of the start-up time
  target: 'node20.19',
  // commander is CommonJS and requires node:events and the like, which ESM has no `require` for.
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
})

writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(metafile))
