/** A key or certificate in binary, by what it begins with. */
export type DerKind = 'der' | 'der-certificate' | 'pkcs7' | 'pkcs12'

/** What some bytes turn out to be, once nothing is wrapped around them. */
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

/** What may be around a key: `json` is a document that has it as a text. */
export type Wrapping = 'base64' | 'hex' | 'utf-16' | 'quotes' | 'percent' | 'json'

/** What a text or bytes that should be a secret are instead. */
export interface RecognizedKey {
  readonly what: KeyKind
  /** Outermost first. */
  readonly through: readonly Wrapping[]
  /** Of a JSON document: where in it, such as `.private_key` or `.keys[0].x5c[0]`. */
  readonly at?: string
}
