/** A key or certificate in binary form, by its first bytes. */
export type DerKind = 'der' | 'der-certificate' | 'pkcs7' | 'pkcs12'

/** What some bytes are, once every encoding around them is undone. */
export type KeyKind =
  | DerKind
  | 'pem'
  | 'certificate'
  | 'jwk'
  | 'ssh'
  | 'ssh-private'
  | 'pgp'
  | 'xml'
  | 'modulus'
  | 'point'
  | 'place'

/** Encodings that may be around a key: `json` is a document that has it as a string. */
export type Wrapping = 'base64' | 'hex' | 'utf-16' | 'quotes' | 'percent' | 'json'

/** What was found in place of a secret. */
export interface RecognizedKey {
  readonly what: KeyKind
  /** Outermost first. */
  readonly through: readonly Wrapping[]
  /** For a JSON document: where it is, for example `.private_key` or `.keys[0].x5c[0]`. */
  readonly at?: string
}
