import { NETWORK_ROWS } from './rows/network.js'
import { runRows } from './run-rows.js'

runRows(NETWORK_ROWS)
