import type { Dialect } from './dialect.js'

/** What a reader must know, as comments. No name of the catalog is in them. */
export const head = ({ name, title, run, isTested }: Dialect, table: string): string =>
  `-- Written by scopectl replay --sql ${name}: do not edit, write it again when the catalog changes.
-- The calls in ${table}, by the answer of the catalog, for ${title}. It only reads that table.
--   ${run}
-- Columns, null where unknown: method, path, scopes (text, one space between them), role, user, status, client.
-- Who called is in one of scopes, role and user. Without any of them, the call had no token.
-- NOT checked: tokens. Take the scopes from tokens that were verified before.
${isTested ? '' : `-- Scripts like this one were run on ${title} once, by hand; tests only parse them.\n`}`
