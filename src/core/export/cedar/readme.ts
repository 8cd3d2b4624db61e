import type { Exporting } from '../engine.js'
import type { PolicyTokens } from '../policy.js'
import { ACCEPT } from './text.js'

/** How to ask Cedar, and what whoever asks must do itself. */
export const cedarReadme = ({ policy: { tokens } }: Exporting): string =>
  `# Cedar

Written by \`scopectl export cedar\`: do not edit these files, export again. Written for Cedar 4.0 or newer.

| file | |
| --- | --- |
| \`schema.cedarschema\` | an action for each route, in groups of those that require the same, and the claims of a request |
| \`policies.cedar\` | the decision: whether a token is accepted by its claims, and which scopes each route needs |
| \`tests.json\` | the permission matrix as requests with their decisions |
| \`gateway.json\` | what Cedar cannot do: how tokens are verified, and which action a request is |

In this folder, validate the policies and run the tests:

\`\`\`sh
cedar validate --schema schema.cedarschema --policies policies.cedar
${TEST_CEDAR}
\`\`\`

Cedar decides about an action and the claims of a token. **It verifies no token and matches no path.** The program that asks it, a
gateway or a middleware, does both, in five steps; a step that fails must end in a denial. Give Cedar the schema: it has the
groups that actions are in, and without them every route is denied. Where that takes too long, as with thousands of routes in a
library that reads the actions of the schema for each request (such as the one for WebAssembly), give the action and its \`group\`
as an entity instead: \`{"uid": {"type": "Action", "id": action}, "attrs": {}, "parents": [{"type": "Action", "id": group}]}\`.

1. **Path.** Split the request target at the first \`?\`. Answer 400 unless \`paths.spelling\` matches the path and \`paths.query\` the query
   (empty if there is none). Replace each match of \`paths.unescape\` with the character that it encodes, and answer 400 if
   \`paths.refused\` matches the result. Every expression in \`gateway.json\` is RE2 and must match the whole text.
2. **Action.** Take the first entry of \`routes\` with the method whose \`path\` matches, whose \`and\`, if present, matches too, and none of whose
   \`but_not\` does. Answer 404 if there is none. Answer 501 if it has no \`action\`: the route is undecided, or routes contradict each other.
3. **Token.** ${verification(tokens)}
4. **Context.** \`now\` is the time in whole seconds since 1970. \`token\` has the members in the table below, and no others; leave \`token\` out
   if the request came without a token, or if the token failed in step 3.
5. **Decision.** Ask for the action, with the principal \`Caller::"<sub>"\` (or any other name) and the resource \`Application::"api"\`. Only
   \`Allow\` allows. Otherwise ask for \`Action::"${ACCEPT}"\` in the same way: answer 403 if it is allowed, else 401.

| member | claim | if the claim has another type |
| --- | --- | --- |
| \`iss\`, \`sub\` | as it is; absent if the claim is | \`""\` |
| \`aud\` | a text as a set of one, a list of texts as a set; absent if the claim is | the empty set |
| \`exp\`, \`nbf\`, \`iat\` | a number from -2^63 to below 2^63, rounded up to a whole one; absent if the claim is | no \`token\` |
| \`scope\` | ${scopeClaims(tokens)}; the empty set if the claim is absent | the empty set |
${
  tokens.roles
    ? '| `roles` | the claim at `tokens.role_claim`: a text as a set of one, a list of texts as a set; the empty set if the claim is absent | the empty set |\n'
    : ''
}
A claim inside another one is found by the names in its path, one after the other; in a list, a name is the number of an item, from 0. For
Amazon Verified Permissions, use \`IsAuthorized\` with this context: \`IsAuthorizedWithToken\` adds claims in other types, and no time. Neither Cedar nor these files know
which tokens were revoked.
`

export const TEST_CEDAR = 'cedar run-tests --policies policies.cedar --tests tests.json'

const verification = ({ keys, type }: PolicyTokens): string =>
  `Verify the signature with a library for JWT: \`alg\` is one of \`tokens.algorithms\`, and the key is the one of
   \`tokens.keys\` ${
     keys.from === 'url' ? '(a URL)' : '(a copy: export again when they change)'
   } that \`kid\` names; a single key also verifies a token without \`kid\`, and one that has no
   \`kid\` itself any token. Refuse a header with \`crit\`, \`b64\` or
   \`zip\`, and ${
     type ? 'one without `typ` or with a' : 'a'
   } \`typ\` that is not in \`tokens.types\` (compared in lower case, without \`application/\`). Refuse names
   that occur twice in an object. Cedar checks \`exp\`, \`nbf\`, \`iat\`, \`iss\`, \`aud\` and \`sub\`.`

function scopeClaims({ scopeClaims: paths, firstClaim, scopeFormat }: PolicyTokens): string {
  const several = firstClaim
    ? 'the first claim at one of `tokens.scope_claims` that the token has'
    : 'the claim at one of `tokens.scope_claims` (if the token has several that differ, as sets or in type, send no `token`, and answer 501 in place of 401)'
  const which = paths.length === 1 ? 'the claim at `tokens.scope_claims`' : several
  const forms = [
    ...(scopeFormat === 'array' ? [] : ['a text split at spaces']),
    ...(scopeFormat === 'string' ? [] : ['a list of texts']),
  ]
  return `${which}: ${forms.join(' or ')}, as a set`
}
