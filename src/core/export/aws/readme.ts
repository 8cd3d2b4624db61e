import type { Exporting } from '../engine.js'
import { shellWord } from '../shell-word.js'
import { gatewayRoutes } from './routes.js'

/** How to deploy the folder, and what API Gateway answers. */
export const awsReadme = ({ policy, folder }: Exporting): string => {
  const { tokens, routes } = policy
  return `# Amazon API Gateway

Written by \`scopectl export aws\`: do not edit these files, export again. \`template.yaml\` is a CloudFormation template: an HTTP
API with ${gatewayRoutes(policy).length} routes for the ${routes.length} of the catalog, and a JWT authorizer, in front of the API at the URL \`Backend\`.

\`\`\`sh
${startAws(folder)}
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
}

export const startAws = (folder: string): string =>
  `aws cloudformation deploy --stack-name scopectl --parameter-overrides Backend=https://api.example.com --template-file ${shellWord(`${folder}/template.yaml`)}`
