import type { Policy } from '../policy.js'
import { ACCEPT, quoted, WRITTEN_BY } from './text.js'

/** What a request to Cedar consists of: an action for each route, and the claims of the token in the context. */
export const cedarSchema = ({ routes, tokens }: Policy): string =>
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
  "scope": Set<String>,${tokens.roles ? '\n  "roles": Set<String>,' : ''}
};

type Request = {
  // Seconds since 1970.
  "now": Long,
  // Absent for a request without a token.
  "token"?: Token,
};

action
${[...routes.map(({ name }) => name), ACCEPT].map((name) => `  ${quoted(name)}`).join(',\n')}
appliesTo {
  principal: [Caller],
  resource: [Application],
  context: Request,
};
`
