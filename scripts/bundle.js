import { readFileSync } from 'node:fs'
import { buildSync } from 'esbuild'

/**
 * What every bundle of scopectl has in common: the npm package's modules, and the one file inside the binary.
 * @param {string} version
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export const bundleOf = (version) => ({
  bundle: true,
  minify: true,
  platform: 'node',
  legalComments: 'none', // every licence stands in full in THIRD-PARTY-LICENSES.txt
  metafile: true,
  define: { __VERSION__: JSON.stringify(version) },
  // yaml's main entry is CommonJS, which esbuild can neither split nor shake.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
})

/**
 * The program in one CommonJS file that starts it: no part of what is shipped, but what other ways to make a binary take.
 * @param {string} outfile
 */
export function bundleInOne(outfile) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const contents = `import { startupSnapshot } from 'node:v8'
import { endingOf, main, realContext } from './src/cli/main.js'
const run = () => main(process.argv.slice(2), realContext(process)).then(endingOf(process))
if (startupSnapshot?.isBuildingSnapshot()) startupSnapshot.setDeserializeMainFunction(run)
else run()`
  const stdin = { contents, resolveDir: '.' }
  buildSync({ ...bundleOf(version), stdin, outfile, format: 'cjs', target: 'node24' })
}
