import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { runInThisContext } from 'node:vm'
import { build, transform } from 'esbuild'
import { usualRuns } from './usual-runs.js'

const require = createRequire(import.meta.url)

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
 * The program as files. esbuild splits it by what is loaded together; each part becomes a function, which V8 compiles
 * when it is called for: so a command pays for its own parts only, and for few files. `scopectl.cjs` has what usual
 * runs about a given token need (they are run, to find out), and is a function of `module` and `require`; `named.cjs` is an
 * object of what those about users need besides, `more.cjs` of all others. Above each stands a hash of it.
 *
 * @param {BuildOptions} options beside the entry: what the library is built with too
 */
export async function buildProgram(options) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { main: 'src/cli/main.ts' },
    chunkNames: '[name]-[hash]',
    alias: { ...options.alias, inquirer: './inquirer.cjs' },
    external: ['./inquirer.cjs'],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    plugins: [noExecutables],
  })
  const parts = await Promise.all(outputFiles.map((file) => asFunction(file, options.target)))
  const used = await usedParts(parts)
  const given = parts.filter(([name]) => used.given.has(name))
  const named = parts.filter((part) => !given.includes(part) && used.named.has(part[0]))
  const others = parts.filter((part) => !given.includes(part) && !named.includes(part))
  const files = {
    'scopectl.cjs': hashed(programOf(given, named)),
    'named.cjs': hashed(`(${objectOf(named)})`),
    'more.cjs': hashed(`(${objectOf(others)})`),
  }
  return { files, metafile }
}

/** @typedef {readonly [name: string, method: string]} Part */

/** @param {readonly Part[]} parts */
const objectOf = (parts) => `{${parts.map(([, method]) => method).join(',')}}`

/**
 * @param {readonly Part[]} own
 * @param {readonly Part[]} named
 */
const programOf = (own, named) => `(function(module,require){"use strict";
const own=${objectOf(own)},named=${JSON.stringify(named.map(([name]) => name))},files={},loaded={};
function fileWith(name){
const file=named.includes(name)?"./named.cjs":"./more.cjs";
return files[file]??=require(file)}
function load(name){
if(loaded[name])return loaded[name].exports;
const isOwn=Object.hasOwn(own,name);
if(!isOwn&&!name.endsWith(".js"))return require(name);
const module=loaded[name]={exports:{}};
(isOwn?own:fileWith(name))[name](module,module.exports,load,exportAll,toCommonJS,toESM);
return module.exports}
function exportAll(to,all){for(const name in all)Object.defineProperty(to,name,{get:all[name],enumerable:true})}
function toCommonJS(own){return Object.defineProperty(own,"__esModule",{value:true})}
function toESM(module){return module.__esModule?module:{default:module,...module}}
module.exports=load("./main.js")})
`

/** @param {string} text V8 takes any of the same length for the one that it has compiled before. */
const hashed = (text) => `//${createHash('sha256').update(text).digest('hex')}\n${text}`

/**
 * @param {import('esbuild').OutputFile} file
 * @param {BuildOptions['target']} target
 * @returns {Promise<Part>}
 */
async function asFunction({ path, text }, target) {
  const common = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target,
    supported: { 'dynamic-import': false }, // becomes require, behind a promise
  })
  const body = common.code
    .replaceAll(HELPERS, '')
    .replace(/\n0 && \(module\.exports = [^)]*\);/, '')
  const name = `./${basename(path)}`
  const method = `part={${JSON.stringify(name)}(module,exports,require,${GIVEN}){${body}}}`
  const { code } = await transform(method, { target, minify: true, legalComments: 'none' })
  return [name, code.slice(code.indexOf('{') + 1, code.lastIndexOf('}'))]
}

/** What esbuild writes into each part to say what it exports and to take in others: ours are given to all. */
const HELPERS = /^var __\w+ = (?:.*;|.*{\n(?: {2}.*\n)*};|.*\(\n(?: {2}.*\n)*\)\);)\n/gm
const GIVEN = '__export,__toCommonJS,__toESM'

/**
 * The names of the parts that the usual runs load. For this none is the program's own: it asks for each.
 * @param {readonly Part[]} parts
 */
async function usedParts(parts) {
  const all = runInThisContext(`(${objectOf(parts)})`)
  const program = runInThisContext(programOf([], []))
  const used = { given: new Set(), named: new Set() }
  await usualRuns((about, isUsual) => {
    const get = (_, name) => {
      if (isUsual) used[about].add(name)
      return all[name]
    }
    const asked = new Proxy({}, { get })
    const module = { exports: {} }
    program(module, (name) => (name === './more.cjs' ? asked : require(name)))
    return module.exports
  })
  return used
}
