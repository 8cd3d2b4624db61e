import type { Exporting } from '../engine.js'

/** How to start Oathkeeper on the folder, and what it answers. */
export const oathkeeperReadme = ({ policy: { tokens } }: Exporting): string =>
  `# Ory Oathkeeper

Written by \`scopectl export oathkeeper\`: do not edit these files, export again. \`rules.yaml\` has a rule for each route of the
catalog. \`oathkeeper.yaml\` is a proxy on port 4455, in front of an API on port 9000 of this machine. In this folder:

\`\`\`sh
${START_OATHKEEPER}
\`\`\`

| status | |
| --- | --- |
| 401 | no token, one that is not accepted, or one that lacks scopes |
| 403 | the route is undecided, or no token is enough for it |
| 404 | no route |
| 500 | several routes contradict each other |

${
  tokens.keys.from === 'url'
    ? `Oathkeeper fetches the keys from <${tokens.keys.url}>.`
    : 'The public keys are in `jwks.json`: export again when they change.'
} A token must name its key (\`kid\`). Oathkeeper decodes and repairs paths before it judges them, and sends the repaired path to the API:
let nothing reach the API but this proxy. Do not let clients reach the decision API (port 4456): it trusts \`X-Forwarded-\` headers.
`

export const START_OATHKEEPER = 'oathkeeper serve --config oathkeeper.yaml'
