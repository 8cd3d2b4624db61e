import { draftOf } from '../../../src/core/import/draft.js'
import type { Carried } from '../../../src/core/import/model.js'
import { sourceOf } from '../../../src/core/source.js'

export const source = (value: unknown) => sourceOf(value, 'document')

/** The catalog of an import, and what was left out: `kind name`. */
export const result = (carried: Carried) => ({
  catalog: draftOf(carried, 'document').value as {
    token?: unknown
    scopes: Record<string, unknown>
    roles?: Record<string, { scopes?: string[]; extends?: string[]; default?: true }>
  },
  left: carried.leftOut.map(({ what, name }) => `${what} ${name}`),
})
