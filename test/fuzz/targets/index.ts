import type { Target } from '../target.js'
import { catalog, requirement } from './catalog.js'
import { claim, times } from './claims.js'
import { http } from './http.js'
import { imports } from './imports.js'
import { keys, ring } from './keys.js'
import { lock } from './lock.js'
import { logs } from './logs.js'
import { nodes } from './nodes.js'
import { openapi } from './openapi.js'
import { probeFiles } from './probe-files.js'
import { child } from './process.js'
import { batch, glob, path, statement } from './questions.js'
import { replies } from './replies.js'
import { revision } from './revision.js'
import { envFile, profile, samples, table } from './small-files.js'
import { suite } from './suite.js'
import { claims, token } from './tokens.js'
import { users } from './users.js'

/** In the order in which they are run. */
export const TARGETS: readonly Target[] = [
  ...[token, claims, keys, ring, catalog, requirement, users, suite, lock, openapi, ...imports],
  nodes,
  ...[claim, times, path, statement, glob, batch, logs],
  ...[profile, envFile, samples, table, revision, ...probeFiles, replies, http, child],
]
