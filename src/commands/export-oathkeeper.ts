import { oathkeeper } from '../core/export/oathkeeper/oathkeeper.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(oathkeeper, {
  about: [
    'Writes the catalog for Ory Oathkeeper: a rule for each route, a configuration,',
    'and a README with the command that starts it. A rule takes all of its scopes: a',
    'route with several ways in is refused. Each thing that Oathkeeper accepts and',
    'check refuses is listed, and only written with --accept-wider. Keys: the URL of',
    "the key set, or serve's; of a key file, the public keys. HS256 is refused.",
  ],
  examples: ['export oathkeeper oathkeeper/', 'export oathkeeper ok/ --accept-wider --json'],
})
