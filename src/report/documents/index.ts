import type * as v from 'valibot'
import type { Answer } from '../../core/answer.js'
import { can, graph, matrix, matrixSummary, overview, whoCan } from './access.js'
import { check, unasked } from './check.js'
import { exportedFolder } from './export.js'
import { importedSource } from './import.js'
import { exported, imported } from './openapi.js'
import { dryRun, probe } from './probe.js'
import { anyTokenDiff, prove } from './proof.js'
import { replay } from './replay.js'
import { replaySql } from './replay-sql.js'
import { diff, drift, lint, lintRule, lock } from './review.js'
import { serve } from './serve.js'
import * as small from './small.js'
import { test } from './suite.js'
import { decode, token, verify } from './tokens.js'

type Forms = readonly v.ObjectSchema<v.ObjectEntries, undefined>[]

/**
 * The forms that each document may have, besides the members of the envelope. A kind of answer without an entry does not
 * compile; `batch` prints none, since each of its lines is a `check`.
 */
export const DOCUMENTS = {
  token: [token],
  decode: [decode],
  verify: [verify],
  check: [check, unasked],
  can: [can],
  'who-can': [whoCan],
  matrix: [matrix, matrixSummary, overview],
  graph: [graph],
  lock: [lock],
  diff: [diff, anyTokenDiff],
  prove: [prove],
  keys: [small.keys],
  jwks: [small.jwks],
  lint: [lint, lintRule],
  init: [small.init],
  'server learn': [small.learned],
  serve,
  users: [small.passwd, small.userList, small.converted],
  test: [test],
  'import openapi': [imported],
  import: [importedSource],
  'export openapi': [exported],
  export: [exportedFolder],
  drift: [drift],
  probe: [dryRun, probe],
  replay: [replay, replaySql],
  completion: small.completion,
  help: [small.help],
  version: [small.version],
} as const satisfies Record<
  Exclude<Answer['kind'], 'batch' | 'unasked' | 'replay sql' | 'users list' | 'users convert'>,
  Forms
>

export type DocumentKind = keyof typeof DOCUMENTS
