import { istio } from '../core/export/istio/istio.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(istio, {
  about: [
    'Writes the catalog for Istio: a RequestAuthentication, an AuthorizationPolicy',
    'for each route, an EnvoyFilter with the checks that these lack, and a README',
    'with the command that applies them. It answers like check, also for a token that',
    "Istio alone would accept. Keys: the URL of the key set, or serve's; of a key",
    'file, the public keys. HS256 is refused.',
  ],
  examples: ['export istio istio/', 'export istio istio/ --leeway 30s --json'],
})
