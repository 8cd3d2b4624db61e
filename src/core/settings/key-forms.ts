/** A place or form of a key, with what it is. */
export type Row = readonly [name: string, says: string]

/** The values of `key:`. */
export const KEY_SOURCES: readonly Row[] = [
  ['env:NAME', 'an environment variable (or one of the file that --env names)'],
  ['file:PATH', 'a file, relative to the catalog'],
  ['https://…', 'a JWKS, to verify with only; http:// for this machine only'],
]

/** The forms of the key at that place, except for the URL. docs/keys.md has the details. */
export const KEY_FORMS: readonly Row[] = [
  [
    'private PEM',
    'PKCS#8, PKCS#1 (RSA) or SEC1 (EC); signs and verifies. Line ends may be written as \\n or be spaces',
  ],
  [
    'public PEM',
    'SPKI, PKCS#1 (RSA) or an X.509 certificate (of a chain, the first one); verifies only',
  ],
  ['JWK', '{"kty": …}: RSA, EC (P-256, P-384, P-521), OKP (Ed25519), oct'],
  ['JWKS', '{"keys": [{"kty": …}, …]}'],
  [
    'raw secret',
    'any other text: its bytes as they are, for HS256, HS384 and HS512. One line end at the end of a file is dropped',
  ],
  [
    'base64 secret',
    'never decoded. If the server decodes it, write it as a JWK: {"kty":"oct","alg":"HS256","k":"BASE64URL"}',
  ],
]
