import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An export of the library, with its docstring as in the source file. */
export interface Exported {
  readonly name: string
  readonly file: string
  readonly kind: 'function' | 'class' | 'const' | 'type'
  /** The names of a function's parameters; of a constructor's for a class. A destructured one is ''. */
  readonly params: readonly string[]
  /** Without the stars; '' if there is none. */
  readonly doc: string
}

const CLAUSE = /export (type )?\{([^}]*)\} from '\.\/([^']+)\.js'/g

/** Everything that src/index.ts exports. */
export function exportsOf(index = 'src/index.ts'): Exported[] {
  return [...readFileSync(index, 'utf8').matchAll(CLAUSE)].flatMap(([, , names = '', path]) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => exported(name, join('src', `${path}.ts`))),
  )
}

function exported(name: string, file: string): Exported {
  const text = readFileSync(file, 'utf8')
  const declared = new RegExp(
    `(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?export (?:async )?(function|class|const|type|interface) ${name}\\b`,
  ).exec(text)
  if (!declared) throw new Error(`${file} declares no ${name}`)
  const [whole, doc = '', word = ''] = declared
  const kind = word === 'interface' ? 'type' : (word as Exported['kind'])
  const rest = text.slice(declared.index + whole.length)
  const from = kind === 'class' ? rest.slice(rest.indexOf('constructor')) : rest
  const params = kind === 'function' || kind === 'class' ? paramsOf(from) : []
  return { name, file, kind, params, doc: doc.replace(/^ *\* ?/gm, '').trim() }
}

/** The methods of an exported interface, with their docstrings. */
export function methodsOf(name: string, file: string): Exported[] {
  const text = readFileSync(file, 'utf8')
  const body = text.slice(text.indexOf(`export interface ${name} {`))
  const methods = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+)(\([^\n]*\)): /g
  return [...body.matchAll(methods)].map(([, doc = '', method = '', params = '']) => ({
    name: `${name}.${method}`,
    file,
    kind: 'function',
    params: paramsOf(params),
    doc: doc.replace(/^ *\* ?/gm, '').trim(),
  }))
}

/** Reads the list between the first parentheses; nested brackets belong to one parameter. */
function paramsOf(text: string): string[] {
  const params: string[] = []
  let depth = 0
  let one = ''
  for (const char of text.slice(text.indexOf('('))) {
    if ('([{<'.includes(char) && depth++ === 0) continue
    // The arrow of a function type is not a closing bracket.
    if (')]}'.includes(char) || (char === '>' && !one.endsWith('='))) depth--
    if (depth === 0 || (char === ',' && depth === 1)) {
      if (one.trim() !== '') params.push(/^\s*(\w*)/.exec(one)?.[1] ?? '')
      one = ''
      if (depth === 0) break
    } else one += char
  }
  return params
}

/** The text of a tag, up to the next one; for every occurrence of the tag. */
export const tagged = (doc: string, tag: string): string[] =>
  doc
    .split(/^@/m)
    .slice(1)
    .filter((part) => part.startsWith(`${tag} `) || part.startsWith(`${tag}\n`))
    .map((part) => part.slice(tag.length).trim())

/** The code of the examples in a docstring or a page. */
export const examplesIn = (text: string): string[] =>
  [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code)

const STATED = /^(\s*)((?!const |let |import ).+?) +\/\/ (=>|throws) (.+)$/gm

/** An example as a module that asserts what its comments state: `f(x) // => value`, `f(x) // throws Error: message`. */
export const asserting = (code: string): string =>
  `import assert from 'node:assert/strict'\n${code.replace(
    STATED,
    (_, space, actual, what, stated) =>
      what === '=>'
        ? `${space}assert.deepEqual(${actual}, ${stated})`
        : `${space}await assert.rejects(async () => ${actual}, ${thrown(stated)})`,
  )}`

function thrown(stated: string): string {
  const [name, ...message] = stated.split(': ')
  if (message.length === 0) return JSON.stringify({ name })
  return JSON.stringify({ name, message: message.join(': ').replaceAll('\\n', '\n') })
}

/** The number of results that an example states. */
export const statedIn = (code: string): number => [...code.matchAll(STATED)].length
