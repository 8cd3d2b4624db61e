export const text = `Tokens

Where a command takes a TOKEN, it takes one of
  eyJhbGci….eyJzdWIi….…   the JWT itself (visible in your shell's history)
  -                       standard input
  file:PATH               a file
  env:NAME                an environment variable
Left out, with no other subject named, standard input is read if it is a pipe or
a file.

A token that comes from elsewhere goes into a variable or a pipe:
  T=… scopectl check --token env:T --need read
  … | scopectl check --need read
As a bare argument it could be read as a flag: write --, so that it cannot.
  scopectl verify -- "$T"

Text without a dot, JSON, HTML or other prose (\`null\`, an error document) is not
a token but the output of a step that failed: exit 2, from every source, and
only \`--expect malformed\` passes on it. One word with dots, or what begins like
a token, is judged as one: exit 3 if it is malformed.

A token is verified before anything is decided: its form, its algorithm (the one
that the catalog pins, never the one its header asks for), signature, times,
issuer, audience and subject. \`decode\` alone skips all that, and says NOT
VERIFIED. A token without \`sub\` is refused, unless the catalog says
\`subject: optional\` under token: (for machine tokens that have none).

Scopes are read from the claim that \`scope_claim\` names; else from the only one
present of scope, scp, scopes and permissions. Two that differ are an error,
with the line to add.

\`key:\` in the catalog, or --key, names one source: env:NAME, file:PATH, or the
https URL of a JWK set. What is there is one of
  PEM             a private or public key, or a certificate (of a chain, the
                  first); line ends may be written as \\n or be spaces
  JWK, JWK set    {"kty": …} or {"keys": [{"kty": …}, …]}
  a raw secret    anything else, for HS256, HS384 and HS512: its bytes as they
                  are, less one line end of a file. Base64 and hex are not
                  decoded: give such a secret as {"kty":"oct","k":"BASE64URL"}
A public key in any spelling is never taken for a secret. An Ed25519 key signs
as EdDSA or Ed25519; one that says neither, and \`algorithm: EdDSA\`, accept both.

--at TIME answers as of another time: 2026-01-31T12:00:00Z, 2026-01-31, seconds
since 1970, or iat (when the token was issued). --leeway forgives clock skew, up
to 5m.
`
