import { compareEngine } from './support/sql/compare.js'
import { ENGINES } from './support/sql/engines.js'

// Spark takes seconds for each catalog, whatever it is.
compareEngine(ENGINES.spark, 5, 20_000)
