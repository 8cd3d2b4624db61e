export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value }

/** What a comment is about: the entry at this path, `above` on lines of its own, `beside` at the end of its line, if it is on one. */
export interface Comment {
  readonly at: readonly (string | number)[]
  readonly above?: string
  readonly beside?: string
}

/** A file to be written: its value, and what it says about itself. How YAML spells it is for io/write-yaml.ts. */
export interface Draft {
  readonly head: string
  readonly value: { readonly [name: string]: Value }
  /** Which maps and lists stand on one line: paths, with `*` for any one step. */
  readonly inline: readonly string[]
  readonly comments: readonly Comment[]
  readonly foot?: string
}
