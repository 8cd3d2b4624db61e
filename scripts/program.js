import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { build } from 'esbuild'
import { partOf } from './part.js'
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

const MAIN = 'src/cli/main.js'
/** The modules of these are entries: of jose, too, most commands need little. */
const SPLIT = ['src', 'node_modules/jose/dist/webapi']

/**
 * The program as files. Each module that esbuild can make an entry of is a part, and so is what it shares with others of a
 * library. A part becomes a function that is called when something in it is first used: so a command pays for
 * what it uses only, and for few files. `scopectl.cjs` has what usual runs use (they are run, to find out), and is a function
 * of `module` and `require`; `more.cjs` is an object of all others. Above each stands a hash of it.
 *
 * @param {BuildOptions} options beside the entries: what the library is built with too
 */
export async function buildProgram(options) {
  const { outputFiles, metafile } = await build({
    ...options,
    minify: false, // each part is, once it is a function
    entryPoints: SPLIT.flatMap(modulesIn),
    alias: { ...options.alias, inquirer: './inquirer.cjs', undici: './undici.cjs' },
    external: ['./inquirer.cjs', './undici.cjs'],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    plugins: [noExecutables],
  })
  const parts = reached(await Promise.all(outputFiles.map((file) => partOf(file, options.target))))
  const used = await usedParts(parts)
  const files = {
    'scopectl.cjs': hashed(programOf(parts.filter(({ name }) => used.has(name)))),
    'more.cjs': hashed(`(${objectOf(parts.filter(({ name }) => !used.has(name)))})`),
  }
  return { files, metafile }
}

/** @param {string} folder */
const modulesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => join(folder, file))

/** @typedef {import('./part.js').Part} Part */

/** @param {readonly Part[]} parts */
const objectOf = (parts) => `{${parts.map(({ method }) => method).join(',')}}`

/** @param {readonly Part[]} own */
const programOf = (own) => `(function(module,require){"use strict";
const own=${objectOf(own)},loaded={};
let more;
function load(name){
const known=loaded[name];
if(known)return known;
const isOwn=Object.hasOwn(own,name);
if(!isOwn&&!name.endsWith(".js"))return require(name);
return loaded[name]=(isOwn?own:more??=require("./more.cjs"))[name](load,loadLater,toESM)}
async function loadLater(name){
const module=load(name);
return name.endsWith(".js")?module:toESM(module)}
function toESM(module){return module.__esModule?module:{default:module,...module}}
module.exports=load(${JSON.stringify(MAIN)})})
`

/** @param {string} text V8 takes any of the same length for the one that it has compiled before. */
const hashed = (text) => `//${createHash('sha256').update(text).digest('hex')}\n${text}`

/**
 * Those that the program can come to.
 * @param {readonly Part[]} parts
 */
function reached(parts) {
  const names = new Set([MAIN])
  for (const name of names) {
    for (const needed of parts.find((part) => part.name === name)?.needs ?? []) names.add(needed)
  }
  return parts.filter(({ name }) => names.has(name))
}

/**
 * The names of the parts that the usual runs load. For this none is the program's own: it asks for each.
 * @param {readonly Part[]} parts
 */
async function usedParts(parts) {
  const all = runInThisContext(`(${objectOf(parts)})`)
  const program = runInThisContext(programOf([]))
  const used = new Set()
  await usualRuns((isUsual) => {
    const get = (_, name) => {
      if (isUsual) used.add(name)
      return all[name]
    }
    const asked = new Proxy({}, { get })
    const module = { exports: {} }
    program(module, (name) => (name === './more.cjs' ? asked : require(name)))
    return module.exports
  })
  return used
}
