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
