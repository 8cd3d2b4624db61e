import { SIGNATURE_ROWS } from './rows/signature.js'
import { HEADER_ROWS } from './rows/token-header.js'
import { runRows } from './run-rows.js'

runRows([...SIGNATURE_ROWS, ...HEADER_ROWS])
