import { ROUTE_ROWS } from './rows/decisions.js'
import { SUBJECT_ROWS } from './rows/decisions-subjects.js'
import { runRows } from './run-rows.js'

runRows([...ROUTE_ROWS, ...SUBJECT_ROWS])
