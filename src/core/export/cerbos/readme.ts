import type { Exporting } from '../engine.js'

/** How to start Cerbos on the folder, ask it, and test it. */
export const cerbosReadme = ({ policy: { tokens, routes } }: Exporting): string =>
  `# Cerbos

Written by \`scopectl export cerbos\`: do not edit these files, export again. Written for Cerbos 0.55 or newer.

| file | |
| --- | --- |
| \`.cerbos.yaml\` | the server: where it listens, and the keys of tokens |
| \`catalog.yaml\` | the catalog: ${routes.length} routes with what each requires, and whose tokens are accepted |
| \`policy.yaml\` | the decision: a rule for each action, and for \`access\` one for each kind of route |
| \`request.yaml\`, \`token.yaml\`, \`held.yaml\` | which route governs a request, which tokens are accepted, and the scopes that they hold |
| \`catalog_test.yaml\` | the permission matrix as tests |

In this folder, test it and start it:

\`\`\`sh
cerbos compile .
${START_CERBOS}
\`\`\`

Ask for one resource of kind \`request\` with the method, the path as it was received, and the token without \`Bearer\`. The same
token, here from \`$TOKEN\`, goes to \`auxData\`, where Cerbos verifies its signature:

\`\`\`sh
curl -s localhost:3592/api/check/resources -d '{
  "principal": { "id": "caller", "roles": ["caller"] },
  "resources": [{
    "actions": ["path", "route", "decide", "authenticate", "claims", "access"],
    "resource": { "kind": "request", "id": "1", "attr": { "method": "GET", "path": "/", "token": "'"$TOKEN"'" } }
  }],
  "auxData": { "jwt": { "token": "'"$TOKEN"'" } }
}'
\`\`\`

Allow the request if \`access\` is \`EFFECT_ALLOW\`, and only then. Otherwise the first action that is not determines the status:

| action | status | |
| --- | --- | --- |
| \`path\` | 400 | the path is not in the one spelling that all servers read alike |
| \`route\` | 404 | no route |
| \`decide\` | 501 | the route is undecided, or several routes contradict each other |
| \`authenticate\` | 401 | no token, or one that is not accepted |
| \`claims\` | 501 | the scope claims of the token contradict each other |
| \`access\` | 403 | the token lacks scopes |

Without a token, leave out both \`token\` and \`auxData\`. Where Cerbos itself refuses a token (an answer of 400, \`invalid
auxData\`), ask again without it: a public route is open to everyone, and any other is denied with 401.

${
  tokens.keys.from === 'url'
    ? `Cerbos fetches the keys from <${tokens.keys.url}>. Each must have a \`kid\`, and a token must name its key; Cerbos does not
answer before it has them. The option \`insecure.optionalAlg\` allows keys without \`alg\`: the policy compares the algorithm of the token itself.`
    : 'The public keys are in `keys.jwks`: export again when they change.'
} Cerbos does not know which tokens were revoked.
`

export const START_CERBOS = 'cerbos server --config=.cerbos.yaml'
