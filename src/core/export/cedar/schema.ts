import type { Policy, PolicyRoute } from '../policy.js'
import { groupsOf } from './groups.js'
import { ACCEPT, quoted, WRITTEN_BY } from './text.js'

/** What a request to Cedar consists of: an action for each route, in the group of those that require the same, and the claims of the token in the context. */
export const cedarSchema = (policy: Policy): string =>
  `// Written by ${WRITTEN_BY}.

// Who calls: the subject of the token, or any name without one. The policies read the token only.
entity Caller;

entity Application;

// Claims of a token whose signature and header were verified: README.md says how each is written.
type Token = {
  "iss"?: String,
  "aud"?: Set<String>,
  "sub"?: String,
  "exp"?: Long,
  "nbf"?: Long,
  "iat"?: Long,
  "scope": Set<String>,${policy.tokens.roles ? '\n  "roles": Set<String>,' : ''}
};

type Request = {
  // Seconds since 1970.
  "now": Long,
  // Absent for a request without a token.
  "token"?: Token,
};

${groupsOf(policy)
  .map(({ name, routes }) => groupText(name, routes))
  .join('\n')}
${actions([ACCEPT], '')}`

/** A group without a request of its own, and the actions in it. */
const groupText = (name: string, routes: readonly PolicyRoute[]): string =>
  `action ${quoted(name)};
${actions(
  routes.map((route) => route.name),
  `in [${quoted(name)}] `,
)}`

const actions = (names: readonly string[], group: string): string =>
  `action
${names.map((name) => `  ${quoted(name)}`).join(',\n')}
${group}appliesTo {
  principal: [Caller],
  resource: [Application],
  context: Request,
};
`
