import type { YamlValue } from '../block-yaml.js'
import type { PolicyTokens } from '../policy.js'

/** The configuration: a proxy on port 4455, and the handlers that the rules use. */
export const oathkeeperConfig = (tokens: PolicyTokens): YamlValue => ({
  serve: {
    proxy: { host: '127.0.0.1', port: 4455 },
    api: { host: '127.0.0.1', port: 4456 },
    prometheus: { host: '127.0.0.1', port: 4457 },
  },
  access_rules: { matching_strategy: 'regexp', repositories: ['file://./rules.yaml'] },
  authenticators: {
    noop: { enabled: true },
    jwt: {
      enabled: true,
      config: {
        jwks_urls: [tokens.keys.from === 'url' ? tokens.keys.url : 'file://./jwks.json'],
        allowed_algorithms: tokens.algorithms,
        scope_strategy: 'exact',
        ...(tokens.issuers === 'any' ? {} : { trusted_issuers: tokens.issuers }),
        ...(tokens.audiences === 'any' ? {} : { target_audience: tokens.audiences }),
      },
    },
  },
  authorizers: { allow: { enabled: true }, deny: { enabled: true } },
  mutators: { noop: { enabled: true } },
})
