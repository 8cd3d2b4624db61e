import type { Exporting } from '../engine.js'

/** How to apply the folder, and what Istio answers. */
export const istioReadme = ({ policy: { tokens } }: Exporting): string =>
  `# Istio

Written by \`scopectl export istio\`: do not edit these files, export again. Written for Istio 1.22 or newer with sidecars: the
objects are for pods with the label \`app: api\`, in the namespace that you name. \`istio.yaml\` has the routes of the catalog:

- an AuthorizationPolicy that denies everything, and one for each route that some request may call
- a RequestAuthentication for the issuers and their keys
- an EnvoyFilter with what these do not check: the spelling of paths, and \`typ\`, \`crit\`, \`exp\`, \`iat\` and \`sub\` of tokens.
  Each AuthorizationPolicy requires what that filter notes: without it, everything is denied

In this folder:

\`\`\`sh
${START_ISTIO}
\`\`\`

| status | |
| --- | --- |
| 401 | a token that is not accepted, also at a public route |
| 403 | no token, or one that lacks scopes; no route; the route is undecided, or several contradict each other; an odd path |

${
  tokens.keys.from === 'url'
    ? `Istio fetches the keys from <${tokens.keys.url}>. A token must name its key (\`kid\`).`
    : 'The public keys are in `istio.yaml`: export again when they change.'
} After a route is removed from the catalog, delete its AuthorizationPolicy as well: \`kubectl apply\` does not.
An AuthorizationPolicy of somebody else that selects the same pods allows more.
`

export const START_ISTIO = 'kubectl apply --namespace default -f istio.yaml'
