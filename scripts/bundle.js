import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

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
  define: { __VERSION__: JSON.stringify(version), __BUILD__: JSON.stringify(hashOfSources()) },
  // yaml's main entry is CommonJS, which esbuild can neither split nor shake.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
})

/** Names a build by all that it is made of: what one has kept is nothing to another. */
function hashOfSources() {
  const files = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', ...files.sort()]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
