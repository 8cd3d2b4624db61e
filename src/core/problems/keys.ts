import type { NetworkFault, ProxyAsked } from './url.js'

/** Problems of finding, reading and trusting keys. No argument ever carries key bytes. */
export interface KeyProblems {
  /** It is none of `env:NAME`, `file:PATH`, a URL. The text itself may be a secret, so it is not repeated. */
  'key-source-unknown': { by: string }
  'key-empty': { source: string }
  'key-encrypted': { source: string }
  /** `form`: what it was taken for. */
  'key-unreadable': { source: string; form: 'PEM' | 'JWK' | 'JWKS' | 'JSON'; why: KeyFault }
  /** RFC 8414 or OpenID Connect metadata, which says where the keys are. */
  'key-is-metadata': { source: string; uri: string }
  'key-form-unknown': { source: string; form: 'an OpenSSH key' | 'a DER key' }
  'key-type-unknown': { source: string; type: string }

  'keys-none': { source: string }
  'keys-mixed': { source: string }
  'keys-too-many': { source: string; count: number; limit: number }
  'keys-same-kid': { source: string; kid: string }
  /** Notes: a member of a set that is left out, or more than should be in it. */
  'key-ignored': { source: string; type: string; kid?: string | undefined }
  'key-private-published': { source: string; count: number }
  'key-secret-published': { source: string }
  /** A note; `mode` in octal, as chmod takes it. */
  'key-file-open': { file: string; mode: string }

  'key-url-bad': { by: string }
  'key-url-insecure': { url: string }
  'key-url-userinfo': { url: string }
  'key-url-redirect': { url: string; status: number }
  'key-url-status': { url: string; status: number }
  'key-url-too-big': { url: string; limit: number }
  'key-url-not-json': { url: string }
  'key-url-slow': { url: string; seconds: number; proxy?: ProxyAsked | undefined }
  'key-url-unreachable': { url: string; why: NetworkFault }

  /** A note. */
  'ring-made': { folder: string; algorithm: string }
  'ring-open': { path: string; mode: string; want: string }
  'ring-symlink': { path: string }
  'ring-other-owner': { path: string }
  'ring-not-regular': { path: string }
  'ring-unreadable': { file: string; why: RingFault }
  'ring-locked': { lock: string; seconds: number }
  'ring-no-key': { kid: string; kids: readonly string[] }
  /** `only`: there is no other key either. */
  'ring-key-signs': { kid: string; only: boolean; folder: string }
  'ring-missing': { folder: string }
}

export type KeyFault =
  | 'not-json'
  | 'repeated-name'
  | 'several'
  | 'incomplete'
  | 'unreadable'
  | 'not-a-key'

export type RingFault =
  | 'not-json'
  | 'not-a-set'
  | 'no-key'
  | 'foreign-key'
  | 'wrong-kid'
  | 'same-key-twice'
  | 'no-time'
