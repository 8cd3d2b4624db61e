import { opa } from '../core/export/opa/opa.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(opa, {
  about: [
    'Writes the catalog for Open Policy Agent: a Rego policy, data.json, tests from',
    'the permission matrix, and a README with the command that starts it. It answers',
    'like check: paths, tokens and scopes are read in the same way. Keys: the URL of',
    "the key set, or serve's; of a key file, the public keys. HS256 is refused: OPA",
    'would need the secret.',
  ],
  examples: ['export opa opa/', 'export opa opa/ --tests scopes.test.yaml --leeway 30s'],
  tests: true,
})
