import { NETWORK_ROWS } from './rows/network.js'
import { PROBE_ROWS } from './rows/probe.js'
import { runRows } from './run-rows.js'

runRows([...NETWORK_ROWS, ...PROBE_ROWS])
