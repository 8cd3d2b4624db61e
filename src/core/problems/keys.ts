import type { RecognizedKey } from './recognized-key.js'
import type { NetworkFault, ProxyAsked } from './url.js'

/** Problems with finding, reading and trusting keys. No argument ever contains key bytes. */
export interface KeyProblems {
  /** It is not `env:NAME`, `file:PATH` or a URL. The text itself may be a secret, so it is not shown. */
  'key-source-unknown': { by: string }
  'key-empty': { source: string }
  'key-encrypted': { source: string }
  /** `form`: the form that it seems to have. */
  'key-unreadable':
    | { source: string; form: 'JSON'; why: JsonKeyFault }
    | { source: string; form: 'PEM'; why: PemFault }
  /** A key that is recognized, but not supported in this form. */
  'key-form-unknown': { source: string } & RecognizedKey
  /** Text or bytes that are not recognized as a key, where a secret cannot be used. */
  'key-is-secret': { source: string; algorithm: string; needs: string; bytes: number }
  /** RFC 8414 or OpenID Connect metadata; `uri`: its address of the keys, if that can be shown. */
  'key-is-metadata': { source: string; uri: string | undefined }
  'key-type-unknown': { source: string; type: string }
  'key-incomplete': { source: string; fault: JwkFault }

  /** Why no key of the set can be used; empty if the set is. */
  'keys-none': { source: string; unusable: readonly UnusableKey[] }
  'keys-mixed': { source: string }
  'keys-too-many': { source: string; count: number; limit: number }
  'keys-same-kid': { source: string; kid: string; algorithm: string }
  /** Notes: a member of a set is ignored, or the set has more than it should. */
  'key-ignored': { source: string } & UnusableKey
  'key-private-published': { source: string; count: number }
  'key-secret-published': { source: string }
  /** A note; `mode` in octal, as chmod takes it. */
  'key-file-open': { file: string; mode: string }
  /** A new key that the next `git add` would add. */
  'key-not-ignored': { file: string }

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
  /** `why`: the system's code, such as EROFS. */
  'ring-unwritable': { folder: string; why: string }
  /** `named`: the lock says which process holds it; an empty or damaged one does not. */
  'ring-locked': { lock: string; seconds: number; named: boolean }
  'ring-no-key': { kid: string; kids: readonly string[] }
  /** `only`: there is no other key. */
  'ring-key-signs': { kid: string; only: boolean; folder: string }
  'ring-missing': { folder: string }
}

export type JsonKeyFault = 'not-json' | 'repeated-name' | 'not-a-key' | 'bare-list' | 'keys-no-list'
export type PemFault = 'cut-off' | 'unreadable' | 'several' | 'no-chain' | 'other-key'

/** Why a JSON value is not a key that is read. `found`: a JSON type, never a value. */
export type JwkFault =
  | { readonly what: 'not-object'; readonly found: string }
  | { readonly what: 'type'; readonly type: string }
  | { readonly what: 'member'; readonly member: string; readonly found: string }
  | { readonly what: 'missing'; readonly members: readonly string[]; readonly x5c: boolean }
  /** A member that is shown contains a value of the private part. */
  | { readonly what: 'private-value'; readonly member: string }
  /** The key says that it is not for signatures. */
  | { readonly what: 'purpose'; readonly member: 'use' | 'alg' | 'key_ops'; readonly says: string }

/** A key of a set, by its kid, or else by its number, counted from 1. */
export interface UnusableKey {
  readonly key: string | number
  readonly fault: JwkFault
}

export type RingFault =
  | 'not-json'
  | 'not-a-set'
  | 'no-key'
  | 'foreign-key'
  | 'damaged-key'
  | 'wrong-kid'
  | 'same-key-twice'
  | 'no-time'
