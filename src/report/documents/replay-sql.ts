import * as v from 'valibot'
import { DIALECTS } from '../../core/replay/sql/dialect.js'
import { count, oneOf, text } from './dsl.js'

export const replaySql = v.object({
  dialect: oneOf('The engine that the script is for.', DIALECTS),
  table: text('The table or view that the script reads.'),
  routes: count('The routes of the catalog.'),
  script: text('One SQL query.'),
})
