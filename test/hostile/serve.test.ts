import { SERVE_ROWS } from './rows/serve.js'
import { runRows } from './run-rows.js'

runRows(SERVE_ROWS)
