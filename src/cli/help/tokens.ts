export const text = `Tokens

A TOKEN argument is one of
  eyJhbGci….eyJzdWIi….…   the JWT itself (visible in your shell's history)
  -                       standard input
  file:PATH               a file
  env:NAME                an environment variable
Without a TOKEN or another subject, standard input is read if it is a pipe or
a file.

Pass a token from elsewhere through a variable or a pipe:
  T=… scopectl check --token env:T --need read
  … | scopectl check --need read
A bare argument could be mistaken for a flag, so put it after --:
  scopectl verify -- "$T"

Text without a dot, JSON, HTML or prose (\`null\`, an error document) is not a
token but the output of a failed step: exit 2, from every source, and only
\`--expect malformed\` accepts it. A word with dots, or text that starts like a
token, is treated as a token: exit 3 if it is malformed.

A token is always verified first: its form, its algorithm (the one that the
catalog sets, never the one in its header), signature, times, issuer, audience
and subject. Only \`decode\` skips all that, and prints NOT VERIFIED. A token
without \`sub\` is rejected, unless the catalog sets \`subject: optional\` under
token: (for machine tokens that have none).

Scopes are read from the claim set by \`scope_claim\`, or from the only one
present of scope, scp, scopes and permissions. If two of them differ, that is an
error, with the line to add.

\`key:\` in the catalog, or --key, is one source: env:NAME, file:PATH, or the
https URL of a JWK set. It contains one of
  PEM             a private or public key, or a certificate (the first of a
                  chain); line ends may be written as \\n or as spaces
  JWK, JWK set    {"kty": …} or {"keys": [{"kty": …}, …]}
  a raw secret    anything else, for HS256, HS384 and HS512: the exact bytes,
                  without one line end of a file. Base64 and hex are not
                  decoded: write it as {"kty":"oct","k":"BASE64URL"}
A public key, in any form, is never used as a secret. An Ed25519 key signs
as EdDSA or Ed25519; a key without \`alg\`, and \`algorithm: EdDSA\`, accept both.

--at TIME answers for another time: 2026-01-31T12:00:00Z, 2026-01-31, seconds
since 1970, or iat (when the token was issued). --leeway allows clock skew, up
to 5m.
`
