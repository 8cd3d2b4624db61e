import type { YamlValue } from '../block-yaml.js'
import type { PolicyTokens } from '../policy.js'
import { usableKeys } from './keys.js'

/** Where the public keys are copied to; not a name that Cerbos reads as a policy. */
export const KEYS_FILE = 'keys.jwks'

/** `.cerbos.yaml`, for a server that is started in the folder. */
export const cerbosConfig = (tokens: PolicyTokens): YamlValue => ({
  server: { httpListenAddr: '127.0.0.1:3592', grpcListenAddr: '127.0.0.1:3593' },
  storage: { driver: 'disk', disk: { directory: '.', watchForChanges: false } },
  auxData: {
    jwt: {
      // Cerbos rounds times; the policy compares exactly.
      acceptableTimeSkew: `${tokens.leeway + 1}s`,
      keySets: [keySet(tokens)],
    },
  },
  telemetry: { disabled: true },
})

/** The policy compares the algorithm of a token, and of a single key its name. */
function keySet(tokens: PolicyTokens): YamlValue {
  const id = 'catalog'
  const { keys } = tokens
  if (keys.from === 'url') return { id, remote: { url: keys.url }, insecure: { optionalAlg: true } }
  return {
    id,
    local: { file: KEYS_FILE },
    ...(usableKeys(tokens).required ? {} : { insecure: { optionalKid: true } }),
  }
}
