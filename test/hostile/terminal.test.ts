import { PASTED_ROWS } from './rows/pasted.js'
import { TERMINAL_ROWS } from './rows/terminal.js'
import { runRows } from './run-rows.js'

runRows([...TERMINAL_ROWS, ...PASTED_ROWS])
