/** Problems of calls to the library that no compiler has seen, or that one let pass. */
export interface LibraryProblems {
  /** `call`: as `can()`; `expected`: the names of which exactly one must be there. */
  'argument-unclear': { call: string; expected: readonly string[]; found: readonly string[] }
  'argument-type': {
    call: string
    name: string
    expected: 'text' | 'names' | 'true' | 'date' | 'object' | 'subject' | 'flaw'
  }
  'unknown-option': {
    call: string
    option: string
    choices: readonly string[]
    suggestion: string | undefined
  }
}
