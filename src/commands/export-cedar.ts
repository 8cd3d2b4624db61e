import { cedar } from '../core/export/cedar/cedar.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(cedar, {
  about: [
    'Writes the catalog for Cedar: a schema with an action for each route, policies',
    'that check the claims and scopes of tokens, tests from the permission matrix,',
    'and a README with the command that runs them. Cedar verifies no signature and',
    'matches no path: gateway.json has what the program that asks it needs for that,',
    'and the README says how. HS256 is refused: that program would need the secret.',
  ],
  examples: ['export cedar cedar/', 'export cedar cedar/ --tests scopes.test.yaml --leeway 30s'],
  tests: true,
})
