import type { Exporting } from '../engine.js'

/** How to start OPA on the folder, ask it, and test it. */
export const opaReadme = ({ policy: { tokens } }: Exporting): string =>
  `# Open Policy Agent

Written by \`scopectl export opa\`: do not edit these files, export again. Written for OPA 1.0 or newer (Rego v1).

| file | |
| --- | --- |
| \`data.json\` | the catalog: routes with what each requires, which scopes give which, and whose tokens are accepted |
| \`policy.rego\` | the decision: which route governs a request, and whether its token is enough |
| \`token.rego\`, \`held.rego\` | which tokens are accepted, and the scopes that they hold |
| \`policy_test.rego\` | the permission matrix as tests |

In this folder, test it and start it:

\`\`\`sh
opa test --bundle .
${START_OPA}
\`\`\`

Ask with a method, a path as it was received, and the token without \`Bearer\`, here from \`$TOKEN\`:

\`\`\`sh
curl -s localhost:8181/v1/data/scopectl/decision -d '{"input":{"method":"GET","path":"/","token":"'"$TOKEN"'"}}'
\`\`\`

The answer is \`{"allow", "status", "reason", "route"}\`. Whoever asks must treat anything but \`"allow": true\` as a denial. As
Envoy's external authorization (the image of opa-envoy-plugin), add
\`--set plugins.envoy_ext_authz_grpc.path=scopectl/envoy --set decision_logs.console=false\`.

| status | reason |
| --- | --- |
| 200 | \`public\`, \`enough\` |
| 400 | \`bad-request\`; \`bad-path\`: not in the one spelling that all servers read alike |
| 401 | \`no-token\`, \`invalid-token\` |
| 403 | \`insufficient-scope\` |
| 404 | \`no-route\` |
| 501 | \`no-decision\`: the route is undecided, or several routes contradict each other; \`scope-claims-differ\` |

${
  tokens.keys.from === 'url'
    ? `OPA fetches the keys from <${tokens.keys.url}>, and keeps them for five minutes. Without them, no token is accepted.`
    : 'The public keys are in `data.json`: export again when they change.'
} OPA does not know which tokens were revoked.
`

export const START_OPA = 'opa run --server --bundle .'
