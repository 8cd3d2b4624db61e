/** Problems of --role, --scope, --path and --method, which show a part of a list. */
export interface FilterProblems {
  /** `similar`: names that were probably meant; `names`: all of them, if they are few. */
  'filter-no-match': {
    flag: FilterFlag
    value: string
    similar: readonly string[]
    names: readonly string[] | undefined
    /** The names in `value`, if it is a list of names with commas between them. */
    parts: readonly string[] | undefined
  }
  /** No route matches all flags. `scopes`: the values of --scope, which may be the only flag. */
  'filter-no-route': { flags: readonly FilterFlag[]; scopes: readonly string[] }
  /** A note: what lint found but does not show. */
  'findings-hidden': { errors: number; warnings: number }
  /** A note: a picture with very many arrows. */
  'graph-crowded': { arrows: number }
  /** A note: a picture without a box. */
  'graph-empty': Record<never, never>
}

export type FilterFlag = '--role' | '--scope' | '--path' | '--method'
