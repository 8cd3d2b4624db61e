import type { ReplaySqlAnswer } from '../../core/replay/sql/answer.js'
import type { JsonOf } from '../documents/dsl.js'
import type { replaySql } from '../documents/replay-sql.js'

/** The script alone, as the engine reads it. */
export const text = ({ script }: ReplaySqlAnswer): string => script

export const json = ({
  dialect,
  table,
  routes,
  script,
}: ReplaySqlAnswer): JsonOf<typeof replaySql> => ({
  dialect,
  table,
  routes,
  script,
})
