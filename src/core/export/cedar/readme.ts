import type { Exporting } from '../engine.js'
import type { PolicyTokens } from '../policy.js'
import { shellWord } from '../shell-word.js'
import { ACCEPT } from './text.js'

/** How to ask Cedar, and what whoever asks must do itself. */
export const cedarReadme = ({ policy: { tokens, routes }, folder }: Exporting): string =>
  `# Cedar

Written by \`scopectl export cedar\`: do not edit these files, export again. Written for Cedar 4.0 or newer.

| file | |
| --- | --- |
| \`schema.cedarschema\` | an action for each of ${routes.length} routes, and the claims that a request has |
| \`policies.cedar\` | the decision: whether a token is accepted by its claims, and which scopes each route needs |
| \`tests.json\` | the permission matrix as requests with their decisions |
| \`gateway.json\` | what Cedar cannot do: how tokens are verified, and which action a request is |

Validate the policies and run the tests:

\`\`\`sh
${askCedar(shellWord(folder))}
\`\`\`

Cedar decides about an action and claims. **It verifies no token and matches no path.** The program that asks it, a gateway or a
middleware, does both, and anything that is missing or fails in it must end in a denial:

1. **The path.** Cut the request target at the first \`?\`. Without the expression \`paths.spelling\` matching the part before it, and
   \`paths.query\` the part after it, answer 400. Replace each match of \`paths.unescape\` by the character that it escapes. If
   \`paths.refused\` matches the result, answer 400. All expressions in \`gateway.json\` are RE2 and must match the whole text.
2. **The action.** The first of \`routes\` that has the method, and whose \`path\` matches (and whose \`and\`, if it has one, and none
   of its \`but_not\`) is the route. Without one, answer 404. One without \`action\` has no decision: answer 501.
3. **The token.** ${verification(tokens)}
4. **The context.** \`now\` is the time in whole seconds. \`token\` has the members below that the token has, and no others; a token that was not
   verified, or none, means no \`token\`.
5. **The question.** Ask for the action, with \`Caller::"<sub>"\` (or any other name) and \`Application::"api"\`. Only \`Allow\` allows. After
   \`Deny\`: without a token answer 401; else ask for \`Action::"${ACCEPT}"\`, and answer 401 if it is denied too, or 403.

| member | claim | of another type |
| --- | --- | --- |
| \`iss\`, \`sub\` | as it is | \`""\` |
| \`aud\` | a text as a set of one, a list of texts as a set | the empty set |
| \`exp\`, \`nbf\`, \`iat\` | a number, rounded up to a whole one; one that Cedar cannot hold is of another type | send no \`token\` |
| \`scope\` | ${scopeClaims(tokens)} | the empty set |
${
  tokens.roles
    ? `| \`roles\` | the claim at \`tokens.role_claim\`: a text as a set of one, a list of texts as a set; always present | the empty set |\n`
    : ''
}
Claims are read by their own names only; an object within another one by each name of the path. \`policies.cedar\` alone is not enough
for Amazon Verified Permissions: ask it with \`IsAuthorized\` and this context, since \`IsAuthorizedWithToken\` sends no time and other types.
Neither Cedar nor these files know which tokens were revoked.
`

export const askCedar = (folder: string): string => {
  const policies = `--policies ${folder}/policies.cedar`
  return `cedar validate --schema ${folder}/schema.cedarschema ${policies} && cedar run-tests ${policies} --tests ${folder}/tests.json`
}

const verification = ({ keys, type }: PolicyTokens): string =>
  `Verify its signature with the one key of \`tokens.keys\` ${
    keys.from === 'url' ? '(a URL)' : '(a copy: export again when they change)'
  } that it names (\`kid\`), and an \`alg\` of \`tokens.algorithms\`.
   Refuse a header with \`crit\`, \`b64\` or \`zip\`, and a \`typ\` (in lower case, without \`application/\`) that is not in \`tokens.types\`${
     type ? '; it is required' : ''
   }. Refuse duplicate names
   in header and claims. Cedar checks \`exp\`, \`nbf\`, \`iat\`, \`iss\`, \`aud\` and \`sub\`.`

function scopeClaims({ scopeClaims: paths, firstClaim, scopeFormat }: PolicyTokens): string {
  const several = firstClaim
    ? 'the first claim at one of `tokens.scope_claims` that the token has'
    : 'the claim at one of `tokens.scope_claims`; answer 501 if the token has several that differ, as sets or in being of another type'
  const which = paths.length === 1 ? 'the claim at `tokens.scope_claims`' : several
  const forms = [
    ...(scopeFormat === 'array' ? [] : ['a text split at spaces']),
    ...(scopeFormat === 'string' ? [] : ['a list of texts']),
  ]
  return `${which}: ${forms.join(', ')}; always present`
}
