import type { Case, Row } from '../row.js'

const world = (needs: string): Record<string, string> => ({
  'scopes.yaml': `scopes: { read: Read }\nroles: { viewer: { scopes: [read] } }\nroutes: { GET /a: ${needs} }\n`,
  'users.yaml': 'users: {}\n',
})
const loaded = (needs: string): Case => ({
  what: needs,
  args: ['check', '--scopes', 'read', '--route', 'GET /a'],
  files: world(needs),
  exit: 0,
  stdout: /^allow/,
})
const refused = (needs: string): Case => ({
  ...loaded(needs),
  exit: 2,
  stdout: /^$/,
  stderr: /^error\[/,
})

export const KEYWORD_ROWS: readonly Row[] = [
  {
    id: 'DEC12',
    input: '`authenticated` in `any` or `all`, with and without a scope of that name',
    behaviour: 'the keyword in `any` and next to `{ scheme }` only; anything else does not load',
    cases: [
      '{ all: [authenticated, read] }',
      '[authenticated, read]',
      'authenticated read',
      '{ any: [[authenticated, read]] }',
      '{ all: [{ any: [authenticated] }, read] }',
    ].map(refused),
    controls: ['authenticated', '{ any: [authenticated, { scheme: ApiKey }] }'].map(loaded),
  },
]
