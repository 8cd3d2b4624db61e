import { ScopectlError } from '../../../src/core/errors.js'
import { draftOf } from '../../../src/core/import/draft.js'
import type { Carried } from '../../../src/core/import/model.js'
import { type Source, sourceOf } from '../../../src/core/source.js'
import { readJson } from '../../../src/io/json-source.js'

/** A document with places, as it is read from a file. */
export const documentOf = (value: unknown): Source => readJson('it.json', JSON.stringify(value))

/** The catalog file that an import makes. */
export const catalogOf = (carried: Carried): unknown => draftOf(carried, 'it.json').value

/** What was left out, by kind. */
export function leftOut({ leftOut: all }: Carried): Record<string, string[]> {
  const kinds: Record<string, string[]> = {}
  for (const { what, name } of all) kinds[what] = [...(kinds[what] ?? []), name]
  return kinds
}

/** The codes of the problems, with their positions. */
export function problemsOf(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return error.problems.map(({ code, at }) => (at ? `${code} ${at.line}:${at.column}` : code))
  }
}

/** A document without places. */
export const source = (value: unknown): Source => sourceOf(value, 'document')

/** The catalog of an import, and what was left out: `kind name`. */
export const result = (carried: Carried) => ({
  catalog: catalogOf(carried) as {
    token?: unknown
    scopes: Record<string, unknown>
    roles?: Record<string, { scopes?: string[]; extends?: string[]; default?: true }>
  },
  left: carried.leftOut.map(({ what, name }) => `${what} ${name}`),
})
