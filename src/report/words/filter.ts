import type { FilterFlag, FilterProblems } from '../../core/problems/filter.js'
import { commandLine, option } from '../shell.js'
import { list, plural, quote, type Words } from './words.js'

/** What the values of each flag are compared with. */
const NAMES: Readonly<Record<FilterFlag, string>> = {
  '--role': 'role',
  '--scope': 'scope',
  '--path': 'path',
  '--method': 'method',
}

/** Mermaid's own limit (`maxEdges`), which GitHub and GitLab keep. */
const MERMAID_ARROWS = 500

/** The line that lists the names, if there are too many for a hint. */
const LISTS: Readonly<Record<FilterFlag, string>> = {
  '--role': 'to list roles: scopectl matrix --by role --summary',
  '--scope': 'to list scopes: scopectl matrix --by scope --summary',
  '--path': 'to list routes: scopectl can --anonymous',
  '--method': 'to list routes: scopectl can --anonymous',
}

/** About filters, which show a part of a list. */
export const filterWords: Words<FilterProblems> = {
  'filter-no-match': ({ flag, value, similar, names, parts }) => ({
    says: `${quote(flag)} ${quote(value)} matches no ${NAMES[flag]} in the catalog`,
    hint: parts
      ? `repeat the flag: ${commandLine(parts.flatMap((part) => option(flag, part))) ?? `${flag} GLOB ${flag} GLOB`}`
      : similar.length > 0
        ? `did you mean ${list(similar)}?`
        : names === undefined
          ? LISTS[flag]
          : names.length === 0
            ? `the catalog has no ${NAMES[flag]}s`
            : `${NAMES[flag]}s are ${list(names, 'and')}`,
  }),
  'filter-no-route': ({ flags, scopes }) =>
    flags.length === 1
      ? { says: `no route needs ${list(scopes)}`, hint: unneededHint(scopes) }
      : {
          says: `no route matches ${list(flags, 'and')} together`,
          hint: 'leave one of them out to see what it matches',
        },
  'graph-crowded': ({ arrows }) => ({
    says: `the picture has ${arrows} arrows, which is hard to read`,
    hint: `narrow it with --role, --scope or --path${arrows > MERMAID_ARROWS ? `: GitHub draws at most ${MERMAID_ARROWS} arrows` : ''}`,
  }),
  'graph-empty': () => ({
    says: 'the picture is empty: --role allows none of the selected routes',
    hint: 'show the roles that do: leave out --role',
  }),
  'findings-hidden': ({ errors, warnings }) => ({
    says: `the filter hides ${[errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''].filter(Boolean).join(' and ')}; the exit code counts ${errors + warnings === 1 ? 'it' : 'them'}`,
    hint: errors > 0 ? 'scopectl lint shows everything' : undefined,
  }),
}

/** A scope that no route needs may still imply one. */
function unneededHint(scopes: readonly string[]): string {
  const line = scopes.some((scope) => scope.includes('*'))
    ? undefined
    : commandLine(['scopectl', 'can', ...option('--scopes', scopes.join(' '))])
  return line === undefined
    ? 'to see what each scope allows: scopectl matrix --by scope --summary'
    : `to see what a token with ${scopes.length === 1 ? 'it' : 'them'} may call: ${line}`
}
