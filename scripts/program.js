import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { build, transform } from 'esbuild'

/** @typedef {import('esbuild').BuildOptions} BuildOptions */

/** commander starts subcommands that are programs of their own. We have none, and the loading of it costs as much. */
const noExecutables = {
  name: 'no executables',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer)
        ? { path: 'none', namespace: 'no-executables' }
        : undefined,
    )
    onLoad({ filter: /./, namespace: 'no-executables' }, () => ({
      contents: 'module.exports = {}',
    }))
  },
}

/**
 * The program as one CommonJS file. esbuild splits it by what is loaded together; each part becomes a function, which
 * V8 compiles when it is called for: so a command pays for its own parts only, and for one file. The
 * file is one function expression, of `module` and `require`, below a hash of it.
 *
 * @param {BuildOptions} options beside the entry: what the library is built with too
 */
export async function buildProgram(options) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { main: 'src/cli/main.ts' },
    chunkNames: '[name]-[hash]',
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    plugins: [noExecutables],
  })
  const parts = await Promise.all(outputFiles.map(asFunction))
  const text = `(function(module,require){"use strict";const parts={${parts.join(',')}},loaded={};
function load(name){
if(!Object.hasOwn(parts,name))return require(name);
if(loaded[name])return loaded[name].exports;
const module=loaded[name]={exports:{}};
parts[name](module,module.exports,load);
return module.exports}
module.exports=load("./main.js")})
`
  // V8 takes any text of the same length for the one that it has compiled before.
  return { text: `//${createHash('sha256').update(text).digest('hex')}\n${text}`, metafile }
}

/** @param {import('esbuild').OutputFile} file */
async function asFunction({ path, text }) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    supported: { 'dynamic-import': false }, // becomes require, behind a promise
    minify: true,
    legalComments: 'none',
  })
  return `"./${basename(path)}"(module,exports,require){${code}}`
}
