import { SIGNATURE_ROWS } from './rows/signature.js'
import { runRows } from './run-rows.js'

runRows(SIGNATURE_ROWS)
