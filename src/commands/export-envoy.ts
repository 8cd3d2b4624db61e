import { envoy } from '../core/export/envoy/envoy.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(envoy, {
  about: [
    'Writes the catalog for Envoy: routes with the narrowest first, filters that',
    'accept tokens (jwt_authn, Lua) and compare their scopes (RBAC), and a README',
    'with the command that starts it. It answers like check. The token must have its',
    'scopes as text in one claim (scope_claim, scope_format: string). Keys: the URL',
    "of the key set, or serve's; of a key file, the public keys. HS256 is refused.",
  ],
  examples: ['export envoy envoy/', 'export envoy envoy/ --leeway 30s --json'],
})
