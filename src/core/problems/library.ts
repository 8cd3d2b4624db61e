/** Invalid calls to the library that were not compiled, or that the compiler accepted. */
export interface LibraryProblems {
  /** `call`: for example `can()`; `expected`: the names, exactly one of which must be present. */
  'argument-unclear': {
    call: string
    expected: readonly string[]
    found: readonly string[]
    suggestion: string | undefined
  }
  'argument-type': {
    call: string
    name: string
    expected:
      | 'text'
      | 'string'
      | 'names'
      | 'true'
      | 'boolean'
      | 'date'
      | 'span'
      | 'object'
      | 'subject'
      | 'token-or-subject'
      | 'goal'
      | 'flaw'
      | 'file-url'
  }
  /** A Promise where its value was expected. */
  'argument-promise': { call: string; name: string }
  /** A token that was verified, but not by the same `load()`: another one may trust other issuers and keys. */
  'argument-foreign': { call: string }
  /** `call`: for example `can()`; `takes`: the names of its arguments. */
  'extra-argument': { call: string; takes: readonly string[] }
  'unknown-option': {
    call: string
    option: string
    choices: readonly string[]
    suggestion: string | undefined
  }
  /** The catalog of an assertion declares nothing that could be asked about. */
  'assertion-empty-catalog': { call: string; file: string | undefined }
  /** `toBeUnauthorized()` without a route, for something other than a token. */
  'assertion-needs-route': { call: string }
  /** A negated assertion that names a reason or scopes: it would pass for many other causes. */
  'assertion-negated-option': { call: string; option: string }
  /** `expect.toAllow()` inside another assertion, which cannot wait for the answer. */
  'assertion-asymmetric': { call: string }
}
