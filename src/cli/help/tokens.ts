export const text = `Tokens

Where a command takes a TOKEN, it takes one of
  eyJhbGci….eyJzdWIi….…   the JWT itself (visible in your shell's history)
  -                       standard input
  file:PATH               a file
  env:NAME                an environment variable
Left out, with no other subject named, standard input is read if it is a pipe or
a file.

Text without a dot, JSON, HTML or other prose (\`null\`, an error document) is not
a token but the output of a step that failed: exit 2, from every source, and
only \`--expect malformed\` passes on it. One word with dots, or what begins like
a token, is judged as one: exit 3 if it is malformed.

A token is verified before anything is decided: its form, its algorithm (the one
that the catalog pins, never the one its header asks for), signature, times,
issuer, audience and subject. \`decode\` alone skips all that, and says NOT
VERIFIED.

Scopes are read from the claim that \`scope_claim\` names; else from the only one
present of scope, scp, scopes and permissions. Two that differ are an error,
with the line to add.

--at TIME answers as of another time: 2026-01-31T12:00:00Z, 2026-01-31, seconds
since 1970, or iat (when the token was issued). --leeway forgives clock skew, up
to 5m.
`
