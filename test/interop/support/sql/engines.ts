import type { DialectName } from '../../../../src/core/replay/sql/dialect.js'
import { type Installed, installPython } from '../install.js'
import type { SqlEngine } from './job.js'
import { installPostgres, postgresEngine } from './postgres.js'
import { DUCKDB, pythonEngine, SPARK } from './python.js'

/** An engine that tests run scripts on. */
export interface TestedEngine {
  readonly name: Exclude<DialectName, 'trino'>
  install(): Promise<Installed>
  open(installed: Extract<Installed, { ok: true }>): Promise<SqlEngine>
}

export const ENGINES = {
  duckdb: {
    name: 'duckdb',
    install: () => installPython(['duckdb']),
    open: async (installed) => pythonEngine(installed, DUCKDB),
  },
  postgres: { name: 'postgres', install: installPostgres, open: postgresEngine },
  spark: {
    name: 'spark',
    // Spark runs on Java, which its package does not contain.
    install: () => installPython(['pyspark']),
    open: async (installed) => pythonEngine(installed, SPARK),
  },
} as const satisfies Record<string, TestedEngine>
