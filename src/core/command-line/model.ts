/** A flag as its command declares it. */
export interface FlagFacts {
  readonly long: string
  readonly short: string | undefined
  /** What the value is called, like `FILE`; undefined if the flag takes none. */
  readonly value: string | undefined
  /** Whether it may be given more than once. */
  readonly repeatable: boolean
  /** The values there are; empty if the value is free text. */
  readonly choices: readonly string[]
  readonly default: string | undefined
  readonly description: string
  /** The heading in help: `Globals` for the flags that every command has. */
  readonly group: string
}

export interface ArgumentFacts {
  readonly name: string
  readonly required: boolean
  /** Whether it takes all further arguments, too. */
  readonly variadic: boolean
  readonly choices: readonly string[]
  readonly description: string
}

/** A command as its file declares it, for help in JSON, completion and the manual. */
export interface CommandFacts {
  /** One word or two: `check`, `keys rotate`. */
  readonly name: string
  readonly group: string
  readonly summary: string
  /** More sentences than the summary; may be empty. */
  readonly about: string
  readonly arguments: readonly ArgumentFacts[]
  readonly flags: readonly FlagFacts[]
  /** The first is the default. */
  readonly formats: readonly string[]
  /** Without the leading `scopectl`. */
  readonly examples: readonly string[]
}

export interface ExitCodeFacts {
  readonly code: number
  readonly name: string
  readonly meaning: string
}

export interface HelpFacts {
  /** The commands that the help is about: all of them without a topic, none for a topic like `files`. */
  readonly commands: readonly CommandFacts[]
  readonly topics: readonly string[]
  readonly exitCodes: readonly ExitCodeFacts[]
}
