import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { buildSync } from 'esbuild'
import { thirdPartyLicenses } from './third-party-licenses.js'

process.chdir(`${import.meta.dirname}/..`)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
rmSync('dist', { recursive: true, force: true })

const { metafile } = buildSync({
  entryPoints: { main: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  format: 'esm',
  splitting: true, // a command loads only what it needs: most of the start-up time
  minify: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none', // every licence stands in full in THIRD-PARTY-LICENSES.txt
  metafile: true,
  define: { __VERSION__: JSON.stringify(version) },
  // yaml's main entry is CommonJS, which esbuild can neither split nor shake.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  // commander is CommonJS and requires node:events and the like, which ESM has no `require` for.
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
})

writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(metafile))
