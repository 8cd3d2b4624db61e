import { posix, relative, resolve, sep } from 'node:path'
import { transform } from 'esbuild'

/**
 * A module of the program as the text of a method, under its name. `needs`: the names of those that it can come to.
 * @typedef {{ readonly name: string, readonly method: string, readonly needs: readonly string[] }} Part
 */

/**
 * An ES module as a function that gives what it exports, and takes in another module where something of that is first used.
 * Exported are the plain values: where a module has a getter for each name, every use of it is a call into V8's runtime.
 *
 * @param {import('esbuild').OutputFile} file
 * @param {import('esbuild').BuildOptions['target']} target
 * @returns {Promise<Part>}
 */
export async function partOf({ path, text }, target) {
  const name = relative(resolve('dist'), path).replaceAll(sep, '/')
  /** @type {Set<string>} */
  const needs = new Set()
  /** @param {string} specifier */
  const resolved = (specifier) => {
    if (!specifier.startsWith('.') || specifier.endsWith('.cjs')) return specifier
    const part = posix.join(posix.dirname(name), specifier)
    needs.add(part)
    return part
  }
  const common = await transform(text, { format: 'cjs', platform: 'node', target })
  /** @type {Map<string, string>} */
  const given = new Map()
  /** @type {Map<string, { toESM: string | undefined, specifier: string }>} */
  const imports = new Map()
  let body = common.code
    .slice(Math.max(0, common.code.indexOf(START)))
    .replace(EXPORTS, (block) => {
      for (const [, key = '', value = ''] of block.matchAll(EXPORT)) given.set(key, value)
      if (given.size !== block.split('\n').length - 3) throw new Error(`${name}: ${block}`)
      return ''
    })
    .replaceAll(NOTES, '')
    .replaceAll(IMPORT, (_, variable, toESM, specifier) => {
      imports.set(variable, { toESM, specifier })
      return ''
    })
  for (const local of given.values()) checkOnce(name, local, body)
  body += `return{${[...given].map((pair) => pair.join(':'))}}`
  for (const [variable, { toESM, specifier }] of imports) {
    const use = new RegExp(`\\b${variable}\\b`, 'g')
    if (!use.test(body)) continue
    const loaded = `require(${JSON.stringify(resolved(specifier))})`
    const taken = `(${variable}??=${toESM ? `__toESM(${loaded})` : loaded})`
    body = `let ${variable};${body.replaceAll(use, taken)}`
  }
  body = body.replaceAll(
    LATER,
    (_, specifier) => `importLater(${JSON.stringify(resolved(specifier))})`,
  )
  const method = `part={${JSON.stringify(name)}(require,importLater,__toESM){${body}}}`
  const { code } = await transform(method, { target, minify: true, legalComments: 'none' })
  return {
    name,
    method: code.slice(code.indexOf('{') + 1, code.lastIndexOf('}')),
    needs: [...needs],
  }
}

// What esbuild writes around a module that becomes CommonJS.
const START = 'var stdin_exports = {};\n' // before it, helpers
const EXPORTS = /^__export\(stdin_exports, {\n(?: {2}.*\n)*}\);\n/m
const EXPORT = /^ {2}([\w$]+): \(\) => (.*?),?$/gm
const NOTES =
  /^module\.exports = .*\n|^var stdin_exports = {};\n|^0 && \(module\.exports = [^)]*\);\n/gm
const IMPORT = /^var (import_\w+) = (__toESM\()?require\("([^"]+)"\)\)?;\n/gm
const LATER = /\bimport\("([^"]+)"\)/g

/**
 * Others get the value that an exported name has once its module has run: it must not get another one later. Not seen:
 * a name within a pattern that something is assigned to, and one that a loop sets.
 * @param {string} module
 * @param {string} name
 * @param {string} body
 */
function checkOnce(module, name, body) {
  const escaped = name.replaceAll('$', '\\$')
  const written = new RegExp(
    `(?:\\+\\+|--) *${escaped}(?![\\w$])|(?<![.\\w$])${escaped} *(?:[-+*/%&|^?<>]{0,3}=(?![=>])|\\+\\+|--)`,
    'g',
  )
  const empty = new RegExp(`^(?:var|let) (?:[\\w$]+, )*${escaped}(?:, [\\w$]+)*;$`, 'm')
  const times = [...body.matchAll(written)].length
  if (times > (empty.test(body) ? 0 : 1))
    throw new Error(`${module}: ${name}, which is exported, is written to later`)
}
