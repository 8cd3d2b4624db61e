import { compareEngine } from './support/sql/compare.js'
import { ENGINES } from './support/sql/engines.js'

compareEngine(ENGINES.duckdb, 20, 5000)
