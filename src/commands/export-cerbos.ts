import { cerbos } from '../core/export/cerbos/cerbos.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(cerbos, {
  about: [
    'Writes the catalog for Cerbos: a resource policy, constants and variables, tests',
    'from the permission matrix, and a README with the command that starts it. It',
    'answers like check: paths, tokens and scopes are read in the same way. Keys: the',
    "URL of the key set, or serve's; of a key file, the public keys. HS256 is",
    'refused: Cerbos would need the secret.',
  ],
  examples: ['export cerbos cerbos/', 'export cerbos cerbos/ --tests scopes.test.yaml'],
  tests: true,
})
