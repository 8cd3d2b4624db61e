import type { Case } from '../row.js'

// Imports of one document each.

export const schemes = {
  o: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: '/t', scopes: { read: 'Read', write: 'Write' } } },
  },
  key: { type: 'apiKey', in: 'header', name: 'x' },
  http: { type: 'http', scheme: 'bearer' },
}
export const api = (paths: object, more: object = {}): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    components: { securitySchemes: schemes },
    paths: { '/ok': { get: { security: [{ o: ['read'] }] } }, ...paths },
    ...more,
  })

/** What is asserted besides the exit code. */
export type Said = Pick<Case, 'stdout' | 'stderr' | 'never' | 'setUp'>

/** The document is imported, and the catalog on stdout has the route as `needs`. */
export const imported = (
  what: string,
  document: string,
  stdout: RegExp,
  more: Said = {},
): Case => ({
  what,
  args: ['import', 'openapi', 'api.json'],
  files: { 'api.json': document },
  exit: 0,
  stdout,
  ...more,
})
export const refused = (what: string, document: string, code: string): Case => ({
  what,
  args: ['import', 'openapi', 'api.json'],
  files: { 'api.json': document },
  exit: 2,
  stderr: new RegExp(`^error\\[${code}\\]`, 'm'),
})
export const needs = (what: string, security: unknown, stdout: RegExp, more: Said = {}): Case =>
  imported(what, api({ '/x': { get: { security } } }), stdout, more)
export const SCOPED = imported('a scope', api({}), /^ {2}GET \/ok: read$/m, { never: /^warning/m })
