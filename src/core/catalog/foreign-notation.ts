import type { ForeignPart } from '../problems/decision.js'

/** Express, API Gateway, gin: a route for all methods. No request has this method. */
const EVERY_METHOD: ReadonlySet<string> = new Set(['ANY', 'ALL', 'USE'])
/**
 * `:id` of Express, Hono, Fiber, Rails, also after a dot or dash, and `v:version`; not `/accounts:lookUp`, which is a custom
 * method.
 */
const COLON = /(?:^v?|[.-])(:[A-Za-z_][A-Za-z0-9_]*)/

/**
 * The part that is in the notation of other routers and so matches no real request: here `/users/:id` is a template
 * without parameters, and `/files/*` a path that ends in a star.
 */
export function foreignPart(method: string, path: string): ForeignPart | undefined {
  if (EVERY_METHOD.has(method)) return { part: method, what: 'method', path: undefined }
  const plain = path.replace(/\{[^}]*\}/g, '{}')
  for (const segment of plain.split('/')) {
    const colon = COLON.exec(segment)?.[1]
    if (colon !== undefined) return { part: colon, what: 'parameter', path: ownNotation(path) }
    if (segment.includes('*')) return { part: segment, what: 'star', path: ownNotation(path) }
  }
  return undefined
}

/** How other routers write the rest of a path, and one segment of it, most specific notation first. */
const OTHERS: readonly (readonly [notation: RegExp, own: string])[] = [
  // Go, Starlette, API Gateway, actix (with a pattern), ASP.NET
  [/\{([A-Za-z_]\w*)(?:\.\.\.|:path|\+|:\.[*+])\}$/, '{$1*}'],
  // Flask, Next.js, axum 0.8, Spring and Express 5, RFC 6570
  [/<path:([A-Za-z_]\w*)>$/, '{$1*}'],
  [/\[{1,2}\.{3}([A-Za-z_]\w*)\]{1,2}$/, '{$1*}'],
  [/\{(?:\*{1,2}|\+)([A-Za-z_]\w*)\}$/, '{$1*}'],
  // Express 4 and Hono, path-to-regexp, Rails, Fastify, chi and Spring
  [/:([A-Za-z_]\w*)(?:\(\.[*+]\)|\{\.[*+]\}|[*+])$/, '{$1*}'],
  [/\*([A-Za-z_]\w*)$/, '{$1*}'],
  [/\/(?:\*{1,2}|\(\.\*\))$/, '/{path*}'],
  // Parts: ASP.NET and chi (with a pattern), Flask and Rocket, Next.js, Express (also with a pattern)
  [/\{([A-Za-z_]\w*):(?:[^{}]|\{[^{}]*\})*\}/g, '{$1}'],
  [/<(?:\w+(?:\([^)<>]*\))?:)?([A-Za-z_]\w*)>/g, '{$1}'],
  [/\[([A-Za-z_]\w*)\]/g, '{$1}'],
  [/(?<=[/.-]|\/v):([A-Za-z_]\w*)(?:\([^()]*\)|\{[^{}]*\})?/g, '{$1}'],
]

/**
 * The path with other routers' parameters rewritten in our notation; undefined if there is nothing to change. An
 * optional part (`/:id?`) is not changed: it is two routes.
 */
export function ownNotation(path: string): string | undefined {
  const own = OTHERS.reduce((text, [notation, ours]) => text.replace(notation, ours), path)
  return own === path ? undefined : own
}

/** At the end: `/:id?`, `/{id?}`, and `{/:id}` of Express 5. */
const OPTIONAL = /\/(:\w+|\{\w+)(\([^()]*\))?(\}?)\?(\}?)$|\{\/(:\w+)\}$/

/** The two paths, without and with it, of a path that ends in an optional parameter; undefined for another path. */
export function optionalPaths(path: string): readonly [string, string] | undefined {
  const name = /\w+/.exec(OPTIONAL.exec(path)?.[0] ?? '')?.[0]
  if (name === undefined) return undefined
  const before = path.replace(OPTIONAL, '')
  const own = ownNotation(before) ?? before
  return [own || '/', `${own}/{${name}}`]
}
