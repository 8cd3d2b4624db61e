import type { Exporting } from '../engine.js'

/** How to start Envoy on the folder, and what it answers. */
export const envoyReadme = ({ policy: { tokens } }: Exporting): string =>
  `# Envoy

Written by \`scopectl export envoy\`: do not edit these files, export again. \`envoy.yaml\` has the routes of the catalog: a
listener on port 10000, in front of an API on port 9000 of this machine. In this folder:

\`\`\`sh
${START_ENVOY}
\`\`\`

| status | |
| --- | --- |
| 400 | the path is not in the one spelling that all servers read alike |
| 401 | no token, or one that is not accepted |
| 403 | the token lacks scopes |
| 404 | no route |
| 501 | the route is undecided, or several routes contradict each other |
| 503 | the API does not answer |

${
  tokens.keys.from === 'url'
    ? `Envoy fetches the keys from <${tokens.keys.url}>. A token must name its key (\`kid\`). Without the keys, no token is accepted.`
    : 'The public keys are in `envoy.yaml`: export again when they change.'
} An escape of a character that needs none (\`/%61\` for \`/a\`) is refused with 400.
`

export const START_ENVOY = 'envoy -c envoy.yaml'
