import { compareEngine } from './support/sql/compare.js'
import { ENGINES } from './support/sql/engines.js'

compareEngine(ENGINES.postgres, 20, 5000)
