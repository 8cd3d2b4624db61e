import type { Case } from '../row.js'

// Catalogs as text, for the rows about files.

export const REST = 'roles: { viewer: { scopes: [read] } }\nroutes: { GET /items: read }\n'
export const SCOPES = 'scopes: { read: Read }\n'

export const refused = (what: string, code: string, text: string | Uint8Array): Case => ({
  what,
  args: ['lint'],
  files: { 'scopes.yaml': text },
  exit: 2,
  stdout: new RegExp(`^scopes\\.yaml:\\d+:\\d+ +error +invalid/${code}\\b`, 'm'),
})
export const refusedJson = (what: string, code: string, text: string): Case => ({
  what,
  args: ['lint', '-c', 'scopes.json'],
  files: { 'scopes.json': text },
  exit: 2,
  stdout: new RegExp(`^scopes\\.json:\\d+:\\d+ +error +invalid/${code}\\b`, 'm'),
})
export const accepted = (what: string, text: string | Uint8Array, need = 'read'): Case => ({
  what,
  args: ['check', '--role', 'viewer', '--need', need],
  files: { 'scopes.yaml': text },
  exit: 0,
  stdout: /^allow/i,
})
/** The catalog with another name for its scope. */
export const named = (name: string): string =>
  `scopes: { ${name}: Read }\nroles: { viewer: { scopes: [${name}] } }\nroutes: { GET /items: { any: [${name}] } }\n`
