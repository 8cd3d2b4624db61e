import { readRouteName } from '../catalog/read-routes.js'
import type { Template } from '../catalog/route-template.js'
import type { DocumentPathFault } from '../problems/route.js'

export type PathRead =
  | { readonly template: string; readonly pattern: Template }
  | { readonly why: DocumentPathFault }

/** No server accepts longer paths, and names are compared pair by pair. */
const LONGEST = 8000

/** How generators that do not know OpenAPI's notation leave a whole segment: `:id`, `<id>`, `*path`. */
const SEGMENTS: readonly (readonly [notation: RegExp, own: string])[] = [
  [/^(?::|<(?:string:)?)(\w+)>?$/, '{$1}'],
  [/^(?:\*|<path:)(\w+)>?$/, '{$1*}'],
]

/** A parameter with a pattern that matches any segment, or the rest of the path. */
const PATTERNS: readonly (readonly [notation: RegExp, own: string])[] = [
  [/^(\w+):(?:str|string|\[\^\/\]\+)$/, '$1'],
  [/^(\w+):(?:path|\.\*)$/, '$1*'],
]

/**
 * The path with declared parameters in OpenAPI's notation, where it has them in that of a router. Without the
 * declaration nobody knows that it is one, and one that takes only some values (`<int:id>`) is left as it is: what it does
 * not take may be another route's.
 */
function inOpenApi(path: string, parameters: ReadonlySet<string>): string {
  if (parameters.size === 0) return path
  const declared = (text: string, forms: typeof SEGMENTS): string | undefined => {
    for (const [notation, own] of forms) {
      const name = notation.exec(text)?.[1]
      if (name !== undefined && parameters.has(name)) return text.replace(notation, own)
    }
    return undefined
  }
  return path
    .replace(/\{([^{}]*)\}/g, (hole, inside: string) => {
      const own = parameters.has(inside) ? undefined : declared(inside, PATTERNS)
      return own === undefined ? hole : `{${own}}`
    })
    .split('/')
    .map((segment) => declared(segment, SEGMENTS) ?? segment)
    .join('/')
}

/**
 * A path of the document as a route template. Google's `{name=**}` and `{name=projects/*}`, RFC 6570's `{+name}` and
 * API Gateway's `{name+}` are understood; parameter names that a catalog cannot have are changed, since they do not
 * matter. Everything else that a catalog does not support is refused, never repaired.
 */
export function readPath(
  written: string,
  prefix = '',
  parameters: ReadonlySet<string> = new Set(),
): PathRead {
  const path = inOpenApi(written, parameters)

  if (!path.startsWith('/')) return { why: { is: 'no-slash' } }
  if (path.includes('?')) return { why: { is: 'query' } }
  if (path.includes('#')) return { why: { is: 'fragment' } }
  if (prefix.length + path.length > LONGEST) return { why: { is: 'too-long', limit: LONGEST } }
  const names = new Set<string>()
  let why: DocumentPathFault | undefined
  const template = `${prefix}${path}`.replace(/\{([^{}]*)\}/g, (hole, inside: string) => {
    const read = readHole(inside, names)
    if (read === undefined) why ??= { is: 'own-pattern', parameter: hole }
    return read ?? hole
  })
  if (why !== undefined) return { why }
  const named = readRouteName(`GET ${template}`)
  return 'why' in named ? named : { template, pattern: named.pattern }
}

/**
 * The catalog's notation for a parameter; undefined for one with its own syntax, such as RFC 6570's `{;id}` and `{.id}`, which
 * match other paths than `{id}`.
 */
function readHole(inside: string, taken: Set<string>): string | undefined {
  const greedy = /^(?:\+(.+)|(.+?)(?:\+|\*|=\*\*))$/.exec(inside)
  const wild = greedy?.[1] ?? greedy?.[2]
  if (wild !== undefined && !/[=:()[\]|\\/*+?]/.test(wild)) return `{${fresh(wild, taken)}*}`
  const [, name = '', pattern] = /^([^=]*)=(.*)$/.exec(inside) ?? [undefined, inside]
  if (/^[;&.,!|]/.test(inside)) return undefined
  if (name === '' || /[:()[\]|\\/*+?]/.test(name)) return undefined
  if (pattern === undefined || pattern === '*') return `{${fresh(name, taken)}}`
  if (!/^[\w*/.~-]+$/.test(pattern)) return undefined
  const parts = pattern.split('/').map((part) => {
    if (part === '*') return `{${fresh(name, taken)}}`
    return part === '**' ? `{${fresh(name, taken)}*}` : part
  })
  return parts.join('/')
}

function fresh(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^(?![A-Za-z_])/, '_')
  let unique = plain
  for (let i = 2; taken.has(unique); i++) unique = `${plain}_${i}`
  taken.add(unique)
  return unique
}
