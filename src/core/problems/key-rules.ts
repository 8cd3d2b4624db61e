/** Problems of a key as such, whatever file it came from. No argument ever carries bytes of a secret or private key. */
export interface KeyRuleProblems {
  /** The key is of another family than the algorithm needs. */
  'key-type': { algorithm: string; needs: string; found: string }
  'key-member': { kty: string; member: string; what: 'missing' | 'invalid' }
  'key-public-only': { kty: string }
  'key-pinned': { algorithm: string; found: string }
  'key-use': { use: string }
  'key-ops': { needs: 'sign' | 'verify'; found: readonly string[] }
  'rsa-short': { bits: number; needed: number }
  'rsa-exponent': { what: 'one' | 'even' }
  'ec-off-curve': { crv: string }
  /** Of the keys to trust, none is for the algorithm that is accepted. */
  'key-none-for': { algorithm: string; keys: number }

  'secret-empty': Record<never, never>
  'secret-looks-like': { what: 'pem' | 'certificate' | 'jwk' | 'ssh' | 'der' }
  'secret-short': { algorithm: string; bytes: number; needed: number }
  'secret-well-known': { name: string; bytes: number; needed: number }
}
