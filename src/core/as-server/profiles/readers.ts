import type { ScopeReader } from '../schema.js'

/** An app's own code: the claim that the catalog pins, else `scope`. An array is used as it is, text is split. */
export const readByApp = (string: 'spaces' | 'whitespace'): ScopeReader => ({
  claim: 'catalog',
  otherwise: 'scope',
  string,
  ...{ array: 'names', mixed: 'names', is_null: 'none', other: 'none' },
})
