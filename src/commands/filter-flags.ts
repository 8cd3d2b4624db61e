import { type Command, Option } from 'commander'
import type { Filters } from '../core/catalog/filter.js'
import { repeatable } from './shared-flags.js'

export type FilterOptions = { -readonly [F in keyof Filters]: Filters[F] }

const SAYS = {
  role: 'only these roles',
  scope: 'only what concerns these scopes',
  path: 'only routes with such a path',
  method: 'only routes with such a method',
} as const

/** Flags that show a part of a list; what each of them means there is for the command to say. */
export function withFilters(
  command: Command,
  says: { readonly [F in keyof Filters]?: string } = SAYS,
): Command {
  for (const [name, text] of Object.entries(says)) {
    command.addOption(
      new Option(`--${name} <GLOB>`, text)
        .argParser(repeatable)
        .helpGroup('Filters (* is any text; repeat for more):'),
    )
  }
  return command
}

/** Picks the filters out of the options. */
export const filtersOf = ({ role, scope, path, method }: FilterOptions): Filters => ({
  role,
  scope,
  path,
  method,
})
