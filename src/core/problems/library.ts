/** Invalid calls to the library that were not compiled, or that the compiler accepted. */
export interface LibraryProblems {
  /** `call`: for example `can()`; `expected`: the names, exactly one of which must be present. */
  'argument-unclear': { call: string; expected: readonly string[]; found: readonly string[] }
  'argument-type': {
    call: string
    name: string
    expected: 'text' | 'names' | 'true' | 'boolean' | 'date' | 'object' | 'subject' | 'flaw'
  }
  /** A Promise where its value was expected. */
  'argument-promise': { call: string; name: string }
  'unknown-option': {
    call: string
    option: string
    choices: readonly string[]
    suggestion: string | undefined
  }
}
