import type { Operation } from './operations.js'
import type { SecurityReading } from './security.js'

/** An operation with the reading of its security. */
export interface Read {
  readonly operation: Operation
  readonly reading: SecurityReading
}
