import type { Exporting } from '../engine.js'

/** How to deploy the folder, and what API Gateway answers. */
export const awsReadme = ({ policy: { tokens } }: Exporting): string =>
  `# Amazon API Gateway

Written by \`scopectl export aws\`: do not edit these files, export again. \`template.yaml\` is a CloudFormation template: an HTTP
API with the routes of the catalog and a JWT authorizer, in front of the API at the URL \`Backend\`. In this folder:

\`\`\`sh
${START_AWS}
\`\`\`

| status | |
| --- | --- |
| 401 | no token, or one that is not accepted |
| 403 | the token has none of the scopes of the route |
| 404 | no route; the route is undecided, or no token is enough for it |

\`AuthorizationScopes\` of a route lists scopes of which any one is enough. API Gateway reads the keys from the \`jwks_uri\` that
\`<issuer>/.well-known/openid-configuration\` names, and keeps them for up to two hours. It must be what the catalog has:
${tokens.keys.from === 'url' ? `<${tokens.keys.url}>` : 'a URL'}. A token must name its key (\`kid\`).
`

export const START_AWS =
  'aws cloudformation deploy --stack-name scopectl --parameter-overrides Backend=https://api.example.com --template-file template.yaml'
