export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value }

/** A comment on the entry at this path: `above` on lines of its own, `beside` at the end of its line, if it has just one. */
export interface Comment {
  readonly at: readonly (string | number)[]
  readonly above?: string
  readonly beside?: string
}

/** A file to write: its value and its comments. io/write-yaml.ts decides how it looks as YAML. */
export interface Draft {
  readonly head: string
  readonly value: { readonly [name: string]: Value }
  /** The paths of maps and lists to write on one line; `*` matches any single step. */
  readonly inline: readonly string[]
  readonly comments: readonly Comment[]
  readonly foot?: string
}
