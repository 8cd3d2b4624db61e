import { MINTING_ROWS } from './rows/minting.js'
import { runRows } from './run-rows.js'

runRows([...MINTING_ROWS])
